import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { ElementForm } from './element-form.ts';
import { type NamespaceKey, PREFIXES } from './namespaces.ts';

/** How every XML answer begins. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** What an answer is written by. */
interface Writing {
  namespaces: Readonly<Record<NamespaceKey, string>>;
  elementNamespaces: Readonly<Record<string, readonly NamespaceKey[]>>;
}

/** A value as an XML document whose root has that name. */
export function writeXml(name: string, value: JsonObject, form: ElementForm, writing: Writing): string {
  const declarations = Object.entries(PREFIXES)
    .map(([key, prefix]) => ` xmlns:${prefix}="${escapeXml(writing.namespaces[key as NamespaceKey])}"`)
    .join('');
  return XML_DECLARATION + element(name, value, form, writing, '', declarations);
}

/** Text as it stands in an element or an attribute. Characters that XML cannot carry become U+FFFD. */
export function escapeXml(value: string): string {
  return (
    value
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML 1.0, section 2.2, leaves out.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll('\r', '&#13;')
  );
}

function element(
  name: string,
  value: Json,
  form: ElementForm,
  writing: Writing,
  place: string,
  declarations = '',
): string {
  const key = (writing.elementNamespaces[place] ?? form.namespaces)[0] ?? 'customer';
  const tag = `${PREFIXES[key]}:${name}`;
  if (form.members === undefined || !isJsonObject(value)) {
    return `<${tag}${declarations}>${escapeXml(String(value))}</${tag}>`;
  }
  const attributes = (form.attributes ?? [])
    .filter((each) => value[each] !== undefined)
    .map((each) => ` ${each}="${escapeXml(String(value[each]))}"`)
    .join('');
  const inside = Object.entries(form.members).flatMap(([member, memberForm]) => {
    const memberValue = value[member];
    if (memberValue === undefined) return [];
    // Places are counted from the customer, wherever it stands.
    const below = member === 'customer' ? '' : place === '' ? member : `${place}.${member}`;
    const all = Array.isArray(memberValue) ? memberValue : [memberValue];
    return all.map((each) => element(member, each, memberForm, writing, below));
  });
  return `<${tag}${declarations}${attributes}>${inside.join('')}</${tag}>`;
}
