import { html, type TemplateResult } from 'lit/html.js';
import { rowText } from '../../../locales/text-of.ts';
import { isEmpty, type Row } from '../../../model/definition.ts';
import type { FieldKind, FieldProps } from '../field-props.ts';
import type { FurtherFieldProps } from './further-kind.ts';

/** The rows of a repeater in words: each under its name, an answer a line. */
export function sayRows(
  rows: readonly Row[],
  { field, further }: FurtherFieldProps,
  kindOf: (name: string) => FieldKind | undefined,
): TemplateResult {
  const answer = (props: FieldProps) => {
    const value = props.view.state.value(props.path);
    if (value === undefined || isEmpty(value)) return '';
    const said = kindOf(props.field.kind)?.say?.(value, props) ?? String(value);
    // A label that ends with a mark of its own takes no other.
    const label = props.label.replace(/[\p{L}\p{N})]$/u, '$&:');
    return html` <span class="line"><i>${label}</i> ${props.field.sensitive ? '••••' : said}</span>`;
  };
  const row = (_: Row, index: number) =>
    html` <span class="said">${rowText(further.messages, field.key, index + 1)}${further.row(index).map(answer)}</span>`;
  return html`${rows.map(row)}`;
}
