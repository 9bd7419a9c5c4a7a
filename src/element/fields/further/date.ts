import { html, nothing } from 'lit/html.js';
import type { DateField } from '../../../model/definition.ts';
import { type DatePart, wrongParts } from '../../../model/further-dates.ts';
import { fieldFrame } from '../../parts/field-frame.ts';
import type { Control } from '../field-props.ts';
import type { FurtherFieldProps, FurtherKind } from './further-kind.ts';
import { type DateReading, readDate, spokenOrder, typedOf } from './typed-date.ts';
import { hasLeft } from './within-group.ts';

/** A day or a month, as fields to type in: no calendar to leaf through for a date that one knows by heart. */
export const dateField: FurtherKind = {
  draw: (props) => (props.field.kind === 'date' ? drawDate(props, props.field) : html``),

  read: (control) => valueIn(groupOf(control)),

  /** What is being typed stays as it is while it means the same. */
  write(control, value = '') {
    const group = groupOf(control);
    if (valueIn(group) !== value) show(group, String(value));
  },

  say(value, { field, further }) {
    const precision = field.kind === 'date' ? field.precision : 'day';
    const text = String(value);
    if (wrongParts(text, precision)) return text;
    const month = { year: 'numeric', month: 'long', timeZone: 'UTC' } as const;
    const format = precision === 'month' ? month : ({ dateStyle: 'long', timeZone: 'UTC' } as const);
    return new Intl.DateTimeFormat(further.messages.language, format).format(Date.parse(text));
  },
};

function drawDate(props: FurtherFieldProps, field: DateField) {
  const { id, path, further, complaint, given, enter } = props;
  const { language, further: words } = further.messages;
  const { precision, lies, autocomplete } = field;
  const order = spokenOrder(language, precision);
  const found = complaint ? wrongParts(String(further.value ?? ''), precision)?.parts : [];
  // Of a date on the wrong side of today, or with nothing in it, no part is better than another.
  const wrong = found?.length ? found : complaint ? order : [];
  // A link to the field leads to what is wrong with it.
  const first = order.find((part) => wrong.includes(part)) ?? order[0];
  const control = (part: DatePart, index: number) => {
    const own = part === first ? id : `${id}:${part}`;
    return html`<div class=${part}><label for=${own}>${words?.[part]}</label>
      <input class="control" part="input" id=${own} name=${`${path}:${part}`} inputmode="numeric"
        value=${typedOf(given, precision)[part] || nothing} ?required=${field.required} spellcheck="false"
        autocapitalize="none" autocomplete=${autocomplete === 'bday' ? `bday-${part}` : 'off'}
        enterkeyhint=${index < order.length - 1 ? 'next' : enter}
        aria-invalid=${wrong.includes(part) ? 'true' : 'false'}></div>`;
  };
  return fieldFrame(
    props,
    html`<div class="date" data-lies=${lies ?? nothing} @focusout=${onFocusOut}>${order.map(control)}</div>`,
    'group',
  );
}

/** A date that can be read is shown in its normal form once it is complete. */
function onFocusOut(event: FocusEvent): void {
  if (!hasLeft(event)) return;
  const group = event.currentTarget as HTMLElement;
  const value = valueIn(group);
  if (!wrongParts(value, readingOf(group).precision)) show(group, value);
}

const groupOf = (control: Control) => control.closest('.date') as HTMLElement;

const controlsIn = (group: HTMLElement) => [...group.querySelectorAll('input')];

const partOf = ({ name }: HTMLInputElement) => name.replace(/^.*:/, '') as DatePart;

/** What the controls have to be read by. */
function readingOf(group: HTMLElement): DateReading {
  return {
    language: group.closest<HTMLElement>('[lang]')?.lang || 'en',
    precision: controlsIn(group).length > 2 ? 'day' : 'month',
    lies: group.dataset.lies as 'past' | 'future',
  };
}

const valueIn = (group: HTMLElement): string =>
  readDate(
    Object.fromEntries(controlsIn(group).map((control) => [partOf(control), control.value])),
    readingOf(group),
  );

function show(group: HTMLElement, value: string): void {
  const typed = typedOf(value, readingOf(group).precision);
  for (const control of controlsIn(group)) control.value = typed[partOf(control)] ?? '';
}
