import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FieldProps } from '../fields/field-props.ts';
import { icon } from './icon.ts';

/** The ids of the hint, the note and the complaint, for `aria-describedby`. */
export function describedBy({ id, hint, note, complaint }: FieldProps) {
  const ids = [hint && `${id}:hint`, note && `${id}:note`, complaint && `${id}:error`];
  return ids.filter(Boolean).join(' ') || nothing;
}

/** Autofill tokens of short answers, which may stand side by side. */
const short = /^(given-name|family-name|address-level[12]|postal-code|country)$/;

/**
 * A question and whatever answers it. The complaint stands below the control, so that the control stays where it is
 * when a complaint comes or goes. `group`: the role of a field of several controls.
 */
export function fieldFrame(
  props: FieldProps,
  control: TemplateResult,
  group: 'radiogroup' | 'group' | '' = '',
): TemplateResult {
  const { id, field, label, hint, complaint, note, view } = props;
  const { optional, error } = view.messages.words;
  // A space in a node of its own is no space to Chromium when it makes a name of the text.
  const name = [label, field.required ? nothing : html`<span class="hint">${` ${optional}`}</span>`];
  const body = [
    hint && html`<p class="hint" part="field-hint" id=${`${id}:hint`}>${hint}</p>`,
    control,
    note && html`<p class="note" part="field-note" id=${`${id}:note`}>${note}</p>`,
    complaint &&
      html`<p class="error" part="field-error" id=${`${id}:error`}>
        ${icon.warning}<span><span class="hidden">${error}</span> ${complaint}</span>
      </p>`,
  ];
  const look = `field ${short.test(field.autocomplete ?? '') ? 'half' : ''} ${complaint ? 'wrong' : ''}`;
  const radios = group === 'radiogroup';
  return group
    ? html`<fieldset class=${look} part="field" role=${group} aria-describedby=${describedBy(props)}
        aria-required=${radios && field.required ? 'true' : nothing} aria-invalid=${radios && complaint ? 'true' : nothing}>
        <legend part="field-label">${name}</legend>${body}</fieldset>`
    : html`<div class=${look} part="field"><label part="field-label" for=${id}>${name}</label>${body}</div>`;
}
