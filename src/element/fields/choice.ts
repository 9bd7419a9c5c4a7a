import { html } from 'lit/html.js';
import { optionText } from '../../locales/text-of.ts';
import type { ChoiceField } from '../../model/definition.ts';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { FieldKind, FieldProps } from './field-props.ts';

/** A list longer than this is not laid out as cards. */
const maxCards = 8;

/** One option, as a reader sees it. */
export interface OptionProps {
  /** What the control's value is when this option is taken. */
  readonly value: string;
  readonly label: string;
  /** The heading under which a list shows the option. */
  readonly group?: string | undefined;
}

/** One of several options: cards for a few, a list for many. */
export const choiceField: FieldKind = {
  draw: (props) => {
    const { field } = props;
    if (field.kind !== 'choice') return html``;
    const options = optionsOf(props, field);
    // Browsers fill in lists by themselves, and no radio buttons.
    const long = field.autocomplete || field.options.filter(({ unlisted }) => !unlisted).length > maxCards;
    return long ? list(props, options) : cards(props, options);
  },
  say: (value, { field, view }) => optionText(view.messages, field.key, `${value}`),
};

/** Yes or no, side by side. */
export const yesNoField: FieldKind = {
  draw: (props) => {
    const { yes, no } = props.view.messages.words;
    const options = [
      { value: 'true', label: yes },
      { value: 'false', label: no },
    ];
    return cards(props, options, 'pair');
  },
  read: ({ value }) => value === 'true',
  say: (value, { view }) => view.messages.words[value ? 'yes' : 'no'],
};

/** The options that can be taken now. Those in groups are places, which are looked for by their first letter. */
function optionsOf({ view: { state, messages } }: FieldProps, field: ChoiceField): OptionProps[] {
  const { key, groupedBy } = field;
  const options = state.options(field).map(({ code, group }) => ({
    value: code,
    label: optionText(messages, key, code),
    group: groupedBy && group && !state.value(groupedBy) ? optionText(messages, groupedBy, group) : undefined,
  }));
  return groupedBy ? options.sort((a, b) => a.label.localeCompare(b.label, messages.language)) : options;
}

/**
 * The first radio has the field's own id, so that a link to the field finds it. The group says that an answer is needed:
 * radios that said so would be invalid to assistive technology before anything has been chosen.
 */
function cards(props: FieldProps, options: readonly OptionProps[], look = '') {
  const { id, path, given } = props;
  const card = ({ value, label }: OptionProps, index: number) =>
    html`<label class="card" part="option"><input type="radio" id=${index ? `${id}:${index}` : id}
      name=${path} value=${value} ?checked=${value === String(given)}
      ><span>${label}</span></label>`;
  return fieldFrame(props, html`<div class=${`cards ${look}`}>${options.map(card)}</div>`, 'radiogroup');
}

function list(props: FieldProps, options: readonly OptionProps[]) {
  const { id, path, field, complaint, given, view } = props;
  const item = ({ value, label }: OptionProps) =>
    html`<option value=${value} ?selected=${value === given}>${label}</option>`;
  const groups = [...new Set(options.map(({ group }) => group))];
  const items = groups.map((group) => {
    const inside = options.filter((option) => option.group === group).map(item);
    return group ? html`<optgroup label=${group}>${inside}</optgroup>` : inside;
  });
  return fieldFrame(
    props,
    html`<div class="select"><select class="control" part="input" id=${id} name=${path}
      ?required=${field.required} autocomplete=${field.autocomplete ?? 'off'}
      aria-invalid=${!!complaint} aria-describedby=${describedBy(props)}
      ><option value="">${view.messages.words.choose}</option>${items}</select></div>`,
  );
}
