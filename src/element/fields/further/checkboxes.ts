import { html } from 'lit/html.js';
import { optionText } from '../../../locales/text-of.ts';
import { fieldFrame } from '../../parts/field-frame.ts';
import type { FurtherFieldProps, FurtherKind } from './further-kind.ts';
import { hasLeft } from './within-group.ts';

const codesIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** All options, by name. */
const optionsOf = ({ field, further }: FurtherFieldProps) =>
  field.kind === 'checkboxes'
    ? field.options.map(({ code }) => ({ code, label: optionText(further.messages, field.key, code) }))
    : [];

/** Any number of options, as cards. The first box has the field's own id, so that a link to the field finds it. */
export const checkboxesField: FurtherKind = {
  draw(props) {
    const { id, path, given } = props;
    const card = ({ code, label }: { code: string; label: string }, index: number) =>
      html`<label class="card" part="option"><input type="checkbox" id=${index ? `${id}:${index}` : id}
        name=${path} value=${code} ?checked=${codesIn(given).includes(code)}><span>${label}</span></label>`;
    return fieldFrame(
      props,
      html`<div class="cards" @focusout=${hasLeft}>${optionsOf(props).map(card)}</div>`,
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

  say(value, props) {
    const taken = optionsOf(props).filter(({ code }) => codesIn(value).includes(code));
    return new Intl.ListFormat(props.further.messages.language).format(taken.map(({ label }) => label));
  },
};
