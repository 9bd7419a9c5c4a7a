import { html } from 'lit';
import { describedBy, fieldFrame } from '../parts/field-frame.ts';
import type { FieldProps, FieldTemplate, OptionProps } from './field-props.ts';

/** One of several options: cards for a few, a list for many. */
export const choiceField: FieldTemplate = (props) => (props.long ? list(props) : cards(props, 'cards'));

/** Yes or no, side by side. */
export const yesNoField: FieldTemplate = (props) => cards(props, 'cards pair');

/** The first radio has the field's own id, so that a link to the field finds it. */
function cards(props: FieldProps, look: string) {
  const { id, field, options } = props;
  const card = ({ value, label }: OptionProps, index: number) =>
    html`<label class="card" part="option"><input type="radio" id=${index ? `${id}-${index}` : id}
      name=${field.key} value=${value} ?required=${field.required}><span>${label}</span></label>`;
  return fieldFrame(props, html`<div class=${look}>${options.map(card)}</div>`, true);
}

function list(props: FieldProps) {
  const { id, field, options, choose, complaint } = props;
  const item = ({ value, label }: OptionProps) => html`<option value=${value}>${label}</option>`;
  const groups = [...new Set(options.map(({ group }) => group))];
  const items = groups.map((group) => {
    const inside = options.filter((option) => option.group === group).map(item);
    return group ? html`<optgroup label=${group}>${inside}</optgroup>` : inside;
  });
  return fieldFrame(
    props,
    html`<div class="select"><select class="control" part="input" id=${id} name=${field.key}
      ?required=${field.required} autocomplete=${field.autocomplete ?? 'off'}
      aria-invalid=${complaint ? 'true' : 'false'} aria-describedby=${describedBy(props)}
      ><option value="">${choose}</option>${items}</select></div>`,
  );
}
