import { html } from 'lit/html.js';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { Control, FieldKind, FieldProps, OptionProps } from './field-props.ts';

const optionSaid = (value: unknown, { options }: FieldProps) =>
  options.find((option) => option.value === String(value))?.label ?? '';

/** Ticks the one box whose value is the answer, or chooses it in a list. */
function write(control: Control, value: unknown): void {
  const text = String(value ?? '');
  if ('checked' in control) control.checked = control.value === text;
  else {
    control.value = text;
    // The option chosen may belong to another country by now.
    if ('selectedIndex' in control && control.selectedIndex < 0) control.value = '';
  }
}

/** One of several options: cards for a few, a list for many. */
export const choiceField: FieldKind = {
  draw: (props) => (props.long ? list(props) : cards(props, 'cards')),
  write,
  say: optionSaid,
};

/** Yes or no, side by side. */
export const yesNoField: FieldKind = {
  draw: (props) => cards(props, 'cards pair'),
  read: ({ value }) => value === 'true',
  write,
  say: optionSaid,
};

/**
 * The first radio has the field's own id, so that a link to the field finds it. The group says that an answer is needed:
 * radios that said so would be invalid to assistive technology before anything has been chosen.
 */
function cards(props: FieldProps, look: string) {
  const { id, path, options, given } = props;
  const card = ({ value, label }: OptionProps, index: number) =>
    html`<label class="card" part="option"><input type="radio" id=${index ? `${id}:${index}` : id}
      name=${path} value=${value} ?checked=${value === String(given)}
      ><span>${label}</span></label>`;
  return fieldFrame(props, html`<div class=${look}>${options.map(card)}</div>`, 'radiogroup');
}

function list(props: FieldProps) {
  const { id, path, field, options, choose, complaint, given } = props;
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
      aria-invalid=${complaint ? 'true' : 'false'} aria-describedby=${describedBy(props)}
      ><option value="">${choose}</option>${items}</select></div>`,
  );
}
