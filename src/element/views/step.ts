import { html, nothing } from 'lit';
import type { FormState } from '../../form/form-state.ts';
import type { FailureText, Messages } from '../../locales/messages.ts';
import { consentText, fieldText, issueText, optionText, stepText } from '../../locales/text-of.ts';
import { type FieldDefinition, fieldsOf, type StepDefinition } from '../../model/definition.ts';
import type { Progress } from '../controllers/submission-controller.ts';
import type { FieldProps, OptionProps } from '../fields/field-props.ts';
import { fieldRegistry } from '../fields/field-registry.ts';
import { actions } from '../parts/actions.ts';
import { errorSummary } from '../parts/error-summary.ts';
import { icon } from '../parts/icon.ts';
import { progress } from '../parts/progress.ts';

/** A list longer than this is not laid out as cards. */
const maxCards = 8;

/** What a step is drawn from. */
export interface StepProps {
  readonly state: FormState;
  readonly step: StepDefinition;
  readonly messages: Messages;
  /** The carrier's name, or `''`. */
  readonly employer: string;
  readonly progress: Progress;
  /** The fields that the last attempt to go on found wrong; empty before the first one. */
  readonly summary: readonly string[];
  readonly onBack: () => void;
}

/** One screen of questions, and the ways on and back. */
export function stepView(props: StepProps) {
  const { state, step, messages, summary, onBack } = props;
  const { status } = props.progress;
  const at = state.steps.indexOf(step);
  const last = at === state.steps.length - 1;
  const { title, help } = stepText(messages, step.key);
  const busy = status === 'sending';
  const failed = status === 'failed';
  const complaints = step.fields
    .filter(({ key }) => summary.includes(key))
    .map((field) => ({
      id: idOf(state, field),
      label: fieldText(messages, field.key).label,
      text: complaintAt(props, field),
    }));
  // A field that does not show leaves its place empty: no field is ever drawn into the controls of another.
  const shown = state.fields(step);
  const fields = step.fields.map((field) =>
    shown.includes(field) ? fieldRegistry[field.kind](fieldProps(props, field, last)) : nothing,
  );
  return html`<div class="step">
    ${progress(messages, at + 1, state.steps.length)}
    <h2 part="title" id="title" tabindex="-1">${title}</h2>
    ${help && html`<p class="help" part="help">${help}</p>`}
    ${complaints.length ? errorSummary(messages, complaints) : nothing}
    <div class="fields" part="fields" ?inert=${busy}>${fields}</div>
    ${last ? html`<slot name="legal"></slot>` : nothing}
    <div role="alert">${
      failed ? html`<p class="failure" part="failure">${icon.warning}${failureText(props)}</p>` : nothing
    }</div>
    ${actions(messages, failed ? 'retry' : last ? 'submit' : 'next', busy, at ? onBack : undefined)}
  </div>`;
}

function failureText({ messages: { failures }, progress: sending }: StepProps) {
  return (sending.status === 'failed' && failures[sending.kind as FailureText]) || failures.server;
}

/** Fields are numbered throughout the form. */
const idOf = ({ definition }: FormState, field: FieldDefinition) =>
  `field-${fieldsOf(definition).indexOf(field)}`;

function complaintAt({ state, messages }: StepProps, field: FieldDefinition) {
  const found = state.issueAt(field.key);
  return found && issueText(messages, field, found);
}

/** Chooses the texts of a field. */
function fieldProps(props: StepProps, field: FieldDefinition, last: boolean): FieldProps {
  const { messages, employer } = props;
  const { words } = messages;
  const { label, hint } = fieldText(messages, field.key);
  const text = complaintAt(props, field);
  return {
    id: idOf(props.state, field),
    field,
    label,
    hint,
    optional: field.required ? undefined : words.optional,
    complaint: text ? { prefix: words.error, text } : undefined,
    options: optionProps(props, field),
    long: field.kind === 'choice' && field.options.filter(({ unlisted }) => !unlisted).length > maxCards,
    choose: words.choose,
    agreement: field.kind === 'consent' ? consentText(messages, field.key, employer) : '',
    enter: last ? 'send' : 'next',
  };
}

/** The options of a field. Those in groups are places, which are looked for by their first letter. */
function optionProps({ state, messages }: StepProps, field: FieldDefinition): OptionProps[] {
  const { words, language } = messages;
  if (field.kind === 'yes-no') {
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  if (field.kind !== 'choice') return [];
  const { key, groupedBy } = field;
  const options = state.options(field).map(({ code, group }) => ({
    value: code,
    label: optionText(messages, key, code),
    group: groupedBy && group && !state.value(groupedBy) ? optionText(messages, groupedBy, group) : undefined,
  }));
  return groupedBy ? options.sort((a, b) => a.label.localeCompare(b.label, language)) : options;
}
