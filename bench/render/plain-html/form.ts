import { applicationsPath } from '../../../src/protocol/paths.ts';
import { type FieldContent, type OptionContent, sections, words } from '../form-content.ts';

/** A list longer than this is a select. */
const maxRadios = 8;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const tags = (...lines: (string | undefined)[]) => lines.filter(Boolean).join('\n');

/** What a browser is to check by itself. */
const patterns: Readonly<Record<string, string>> = {
  tel: String.raw`[+]?1?[ .\-]*[(]?[2-9][0-9]{2}[)]?[ .\-]*[2-9][0-9]{2}[ .\-]*[0-9]{4}`,
  'postal-code': String.raw`[0-9]{5}(-[0-9]{4})?|[A-Za-z][0-9][A-Za-z][ \-]?[0-9][A-Za-z][0-9]`,
};

function attributes({ key, kind, maxLength, autocomplete, missing, when }: FieldContent): string {
  const pattern = patterns[kind];
  return [
    `name="${key}"`,
    maxLength && `maxlength="${maxLength}"`,
    autocomplete && `autocomplete="${autocomplete}"`,
    pattern && `pattern="${pattern}"`,
    // Without script, nothing could tell the browser that a hidden question needs no answer.
    missing && !when && 'required',
  ]
    .filter(Boolean)
    .join(' ');
}

const labelText = ({ label, missing }: FieldContent) =>
  escaped(label) + (missing ? '' : ` <span class="optional">${words.optional}</span>`);

const hint = ({ hint: text }: FieldContent) => text && `<p class="hint">${escaped(text)}</p>`;

/** The complaint is on the page from the start; the style sheet shows it once the browser finds the field wrong. */
const complaint = ({ missing, wrong }: FieldContent) =>
  (missing || wrong) && `<p class="error">${escaped(missing ?? wrong ?? '')}</p>`;

function group(field: FieldContent, controls: string): string {
  const condition = field.when ? ` after-${field.when.key}` : '';
  return tags(
    `<fieldset class="field${condition}">`,
    `<legend class="label">${labelText(field)}</legend>`,
    hint(field),
    controls,
    complaint(field),
    '</fieldset>',
  );
}

function row(field: FieldContent, control: string): string {
  return tags(
    '<div class="field">',
    `<label class="label" for="${field.key}">${labelText(field)}</label>`,
    hint(field),
    control,
    complaint(field),
    '</div>',
  );
}

function radio(field: FieldContent, { value, label }: OptionContent): string {
  const input = `<input type="radio" value="${value}" ${attributes(field)}>`;
  return `<label class="option">${input} ${escaped(label)}</label>`;
}

function items(options: readonly OptionContent[]): string {
  return tags(...options.map(({ value, label }) => `<option value="${value}">${escaped(label)}</option>`));
}

function select(field: FieldContent, options: readonly OptionContent[]): string {
  const groups = [...new Set(options.map((option) => option.group))];
  return tags(
    `<select class="control" id="${field.key}" ${attributes(field)}>`,
    `<option value="">${words.choose}</option>`,
    ...groups.map((name) => {
      const inside = items(options.filter((option) => option.group === name));
      return name ? tags(`<optgroup label="${escaped(name)}">`, inside, '</optgroup>') : inside;
    }),
    '</select>',
  );
}

function fieldHtml(field: FieldContent): string {
  const { key, kind, options, autocomplete } = field;
  if (kind === 'consent') {
    const box = `<input type="checkbox" value="true" ${attributes(field)}>`;
    return group(field, `<label class="option">${box} <span>${escaped(words.agreement)}</span></label>`);
  }
  if (!options) {
    const type = kind === 'email' || kind === 'tel' ? kind : 'text';
    return row(field, `<input class="control" id="${key}" type="${type}" ${attributes(field)}>`);
  }
  if (options.length > maxRadios || autocomplete) return row(field, select(field, options));
  return group(field, tags(...options.map((option) => radio(field, option))));
}

/** The form as one would write it by hand: native controls, which the browser checks, and no script. */
export function plainForm(): string {
  return tags(
    `<form method="post" action="${applicationsPath}">`,
    ...sections.map(({ title, help, fields }) =>
      tags(
        title && `<h2>${escaped(title)}</h2>`,
        help && `<p class="help">${escaped(help)}</p>`,
        ...fields.map(fieldHtml),
      ),
    ),
    `<button class="submit" type="submit">${words.submit}</button>`,
    '</form>',
  );
}
