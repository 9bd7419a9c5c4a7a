import { html, nothing } from 'lit/html.js';
import { fieldText, stepText } from '../../locales/text-of.ts';
import { fieldKind } from '../fields/field-registry.ts';
import { actions } from '../parts/actions.ts';
import { deviceLine } from '../parts/device-line.ts';
import { errorSummary } from '../parts/error-summary.ts';
import { failureLine } from '../parts/failure-line.ts';
import { helpLine } from '../parts/help-line.ts';
import { progress } from '../parts/progress.ts';
import { complaintAt, fieldProps, idOf } from './field-props.ts';
import { reviewList } from './review.ts';
import type { View } from './view.ts';

/** One screen of questions, and the ways on and back. */
export function stepView(view: View) {
  const { state, step, messages, news } = view;
  const { steps } = state;
  const { status } = view.progress;
  const at = steps.indexOf(step);
  const last = at === steps.length - 1;
  const { title, help } = stepText(messages, step.key);
  const busy = status === 'sending';
  const failed = status === 'failed';
  const complaints = complaintsOf(view);
  // A field that does not show leaves its place empty: no field is ever drawn into the controls of another.
  const shown = state.fields(step);
  const fields = step.fields.map((field) =>
    shown.includes(field) ? fieldKind(field.kind)?.draw(fieldProps(view, field)) : nothing,
  );
  return html`<div class=${view.moved ? 'step entering' : 'step'}>
    ${news && html`<p class="news" part="news">${news}</p>`}
    ${progress(view, at + 1)}
    <h2 part="title" id="title" tabindex="-1">${title}</h2>
    ${help && html`<p class="help" part="help">${help}</p>`}
    ${complaints.length ? errorSummary(messages, complaints) : nothing}
    ${step.review ? reviewList(view) : nothing}
    <div class="fields" part="fields" ?inert=${busy}>${fields}</div>
    ${last ? html`<slot name="legal"></slot>` : nothing}
    <div role="alert">${failed ? failureLine(view) : nothing}</div>
    ${actions(messages, failed ? 'retry' : last ? 'submit' : 'next', busy, at === 0)}
    ${deviceLine(view)}
    ${helpLine(view)}
  </div>`;
}

/** What the last attempt to go on found wrong with this step, and whether it still is. */
function complaintsOf(view: View) {
  const { state, step, summary, messages } = view;
  const fields = summary.length ? step.fields : [];
  return fields.flatMap((asked) => {
    const places = state.places([asked]).filter(({ path }) => summary.includes(path));
    return places.map(({ path, field, row }) => {
      const name = row ? `${fieldKind(asked.kind)?.rowText?.(messages, asked.key, row)}: ` : '';
      const text = complaintAt(view, field, path);
      const label = name + fieldText(messages, field.key).label;
      return { id: idOf(path), path, label, text: text && name + text };
    });
  });
}
