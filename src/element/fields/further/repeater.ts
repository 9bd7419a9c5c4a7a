import { html, nothing } from 'lit/html.js';
import { fieldText, fill, rowText } from '../../../locales/text-of.ts';
import type { RepeaterField, Row } from '../../../model/definition.ts';
import { fieldFrame } from '../../parts/field-frame.ts';
import type { FieldKind } from '../field-props.ts';
import type { FurtherFieldProps, FurtherKind, FurtherProps } from './further-kind.ts';
import { focusOn } from './host.ts';
import { placesInRows, rowsIn } from './rows.ts';
import { sayRows } from './say-rows.ts';

type KindOf = (name: string) => FieldKind | undefined;

/** A row that was taken away, and where it stood. */
interface Removed {
  readonly row: Row;
  readonly index: number;
}

/** The same questions for each of several things. `kindOf` finds the kinds of fields within a row. */
export const repeaterField = (kindOf: KindOf): FurtherKind => ({
  draw: (props) => (props.field.kind === 'repeater' ? drawRows(props, props.field, kindOf) : html``),
  say: (value, props) => sayRows(rowsIn(value), props, kindOf),
  within: placesInRows,
  rowText,
});

/** The rows. Where one is needed, the first is there to begin with. */
function rowsOf({ value }: FurtherProps, { required }: RepeaterField): readonly Row[] {
  const rows = rowsIn(value);
  return rows.length || !required ? rows : [{}];
}

function drawRows(props: FurtherFieldProps, field: RepeaterField, kindOf: KindOf) {
  const { id, label, further } = props;
  const { messages, setAside, aside } = further;
  const { words, further: own } = messages;
  const rows = rowsOf(further, field);
  const none = !rowsIn(further.value).length;
  const removed = aside('removed') as Removed | undefined;
  const rowId = (index: number) => `${id}:row:${index}`;
  const name = (index: number) => rowText(messages, field.key, index + 1);

  const add = (event: Event) => {
    const before = rowsOf(further, field);
    setAside('removed', undefined);
    further.set([...before, {}]);
    focusOn(event.currentTarget, rowId(before.length));
  };
  const remove = (index: number) => (event: Event) => {
    const before = rowsOf(further, field);
    setAside('removed', { row: before[index] ?? {}, index });
    further.set(before.filter((_, at) => at !== index));
    focusOn(event.currentTarget, `${id}:undo`);
  };
  const undo = (event: Event) => {
    const before = rowsIn(further.value);
    const { row = {}, index = 0 } = removed ?? {};
    setAside('removed', undefined);
    further.set([...before.slice(0, index), row, ...before.slice(index)]);
    focusOn(event.currentTarget, rowId(Math.min(index, before.length)));
  };

  const drawRow = (_: Row, index: number) => {
    const shown = further.row(index);
    // A question that does not show leaves its place empty: none is ever drawn into the controls of another.
    const fields = field.fields.map((inner) => {
      const at = shown.find((each) => each.field === inner);
      return at ? kindOf(inner.kind)?.draw(at) : nothing;
    });
    // A complaint about the lack of rows leads to the one that stands there for a start.
    return html`<fieldset class="row" part="row" id=${none ? id : rowId(index)} tabindex="-1">
      <legend part="row-title">${name(index)}</legend>
      <div class="row-fields">${fields}</div>
      ${
        field.required && rows.length < 2
          ? nothing
          : html`<button class="quiet" part="remove-button" type="button" @click=${remove(index)}
              >${own?.remove}<span class="hidden"> ${name(index)}</span></button>`
      }
    </fieldset>`;
  };

  const adding = fieldText(messages, field.key).add;
  return fieldFrame(
    props,
    html`${rows.map(drawRow)}
      <p class="undo"><span role="status">${removed && fill(own?.removed ?? '', { what: name(removed.index) })}</span>
        ${
          removed &&
          html`<button class="quiet" part="undo-button" id=${`${id}:undo`} type="button" @click=${undo}
            >${words.undo}</button>`
        }</p>
      ${
        rows.length < (field.maxRows ?? 20)
          ? html`<button class="back add" part="add-button" id=${none && rows.length ? nothing : id} type="button"
              @click=${add}>${adding ?? html`${own?.add}<span class="hidden"> ${label}</span>`}</button>`
          : nothing
      }`,
    'group',
  );
}
