import { html } from 'lit/html.js';
import { stepText } from '../../locales/text-of.ts';
import type { FieldDefinition } from '../../model/definition.ts';
import { isEmpty } from '../../model/definition.ts';
import { fieldKind } from '../fields/field-registry.ts';
import { fieldProps } from './field-props.ts';
import type { View } from './view.ts';

/** All that has been answered, step by step, each with a way back to it. */
export function reviewList(view: View) {
  const { state, step, messages, progress } = view;
  const { words } = messages;
  const before = state.steps.slice(0, state.steps.indexOf(step));
  return before.map((each) => {
    const { title } = stepText(messages, each.key);
    const lines = state.fields(each).map((field) => line(view, field));
    return html`<section class="review" part="review">
      <div class="review-head"><h3>${title}</h3>
        <button class="quiet" part="change-button" name="go" value=${each.key} formnovalidate
          aria-disabled=${progress.status === 'sending'}>${words.change}<span class="hidden"> ${title}</span></button></div>
      <dl>${lines}</dl>
    </section>`;
  });
}

/** A question and its answer; nothing for what was left out, and for what cannot be answered. */
function line(view: View, field: FieldDefinition) {
  const value = view.state.value(field.key);
  if (isEmpty(value) || field.kind === 'consent' || field.kind === 'notice') return '';
  const props = fieldProps(view, field);
  const said = field.sensitive
    ? '••••'
    : (fieldKind(field.kind)?.say?.(value ?? '', props) ?? html`<bdi>${value}</bdi>`);
  return html`<div><dt>${props.label}</dt><dd>${said}</dd></div>`;
}
