import { html } from 'lit/html.js';
import { fieldFrame } from '../../parts/field-frame.ts';
import type { OptionProps } from '../field-props.ts';
import type { FurtherKind } from './further-kind.ts';
import { hasLeft } from './within-group.ts';

const codesIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Any number of options, as cards. The first box has the field's own id, so that a link to the field finds it. */
export const checkboxesField: FurtherKind = {
  draw(props) {
    const { id, path, options, given } = props;
    const card = ({ value, label }: OptionProps, index: number) =>
      html`<label class="card" part="option"><input type="checkbox" id=${index ? `${id}:${index}` : id}
        name=${path} value=${value} ?checked=${codesIn(given).includes(value)}><span>${label}</span></label>`;
    return fieldFrame(
      props,
      html`<div class="cards" @focusout=${hasLeft}>${options.map(card)}</div>`,
      'group',
    );
  },

  read({ name }, form) {
    const boxes = [...form.querySelectorAll<HTMLInputElement>('[type=checkbox]')];
    return boxes.filter((box) => box.name === name && box.checked).map(({ value }) => value);
  },

  write(control, value) {
    (control as HTMLInputElement).checked = codesIn(value).includes(control.value);
  },

  say(value, { options, further }) {
    const labels = options
      .filter((option) => codesIn(value).includes(option.value))
      .map(({ label }) => label);
    return new Intl.ListFormat(further.messages.language).format(labels);
  },
};
