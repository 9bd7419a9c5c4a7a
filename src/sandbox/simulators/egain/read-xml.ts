import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import type { JsonObject } from '../json.ts';
import type { Assumptions } from './assumptions.ts';
import type { ElementForm } from './element-form.ts';
import { invalid } from './problem.ts';

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
const COMMENT = 8;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * The content of an XML document as the JSON object that says the same, or a problem: not well-formed, a DOCTYPE (and so
 * every entity of the sender's own), a processing instruction, another encoding than UTF-8, an element that the form
 * does not know, or one in a namespace that is not its own.
 */
export function readXml(
  source: string,
  root: string,
  form: ElementForm,
  assumptions: Assumptions,
): JsonObject {
  const found = parse(source).documentElement;
  if (found === null) throw invalid('The document has no root element');
  checkName(found, root, form, '', assumptions);
  const value = readElement(found, form, '', assumptions);
  // A root has members in every form there is.
  return typeof value === 'string' ? {} : value;
}

function parse(source: string): Document {
  checkDeclaration(source);
  checkCharacters(source);
  let document: Document;
  try {
    // The parser mends what it can, and tells; nothing is mended here, and what is long and bad costs no time. It also
    // warns of U+FFFD, which a person may well have typed.
    const onError = (level: string, message: string) => {
      if (level !== 'warning' || !message.includes('replacement character')) throw new Error(message);
    };
    document = new DOMParser({ onError }).parseFromString(source, 'application/xml');
  } catch {
    throw invalid('The body is not well-formed XML');
  }
  if (document.doctype !== null) throw invalid('A DOCTYPE is not allowed');
  // The parser lets a bare ampersand pass.
  const plain = source.replaceAll(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  if (/&(?!#[0-9]+;|#x[0-9A-Fa-f]+;|amp;|lt;|gt;|quot;|apos;)/.test(plain)) {
    throw invalid('The body has an ampersand that begins nothing XML knows');
  }
  for (const node of document.childNodes) {
    // The parser keeps the XML declaration as a processing instruction of the name `xml`.
    if (![ELEMENT, TEXT, COMMENT].includes(node.nodeType) && node.nodeName !== 'xml') throw noInstruction();
  }
  return document;
}

function checkDeclaration(source: string): void {
  const declaration = /^<\?xml\s[^>]{0,200}>/.exec(source)?.[0] ?? '';
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    throw invalid('The encoding must be UTF-8');
}

function checkCharacters(value: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what XML 1.0, section 2.2, forbids.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value)) {
    throw invalid('The body has a character that XML does not allow');
  }
}

function readElement(
  element: Element,
  form: ElementForm,
  place: string,
  assumptions: Assumptions,
): string | JsonObject {
  const { members } = form;
  const attributes = readAttributes(element, form, place);
  if (members === undefined) return readText(element, place);
  const value: JsonObject = { ...attributes };
  for (const node of element.childNodes) {
    if (!isElement(node)) {
      if (textOf(node).trim() !== '') throw invalid(`Text is not allowed in ${nameOf(place)}`);
      continue;
    }
    const name = node.localName ?? '';
    const below = place === '' ? name : `${place}.${name}`;
    const memberForm = Object.hasOwn(members, name) ? members[name] : undefined;
    if (memberForm === undefined) {
      if (assumptions.unknownMembers === 'ignored') continue;
      throw invalid(`Unknown element in ${nameOf(place)}`);
    }
    checkName(node, name, memberForm, below, assumptions);
    const read = readElement(node, memberForm, below, assumptions);
    const before = value[name];
    if (memberForm.many) value[name] = [...(Array.isArray(before) ? before : []), read];
    else if (before === undefined) value[name] = read;
    else throw invalid(`${below} is there twice`);
  }
  return value;
}

function checkName(
  element: Element,
  name: string,
  form: ElementForm,
  place: string,
  { namespaces, elementNamespaces }: Assumptions,
): void {
  if (element.localName !== name) throw invalid(`The root element must be ${name}`);
  const accepted = (elementNamespaces[place] ?? form.namespaces).map((key) => namespaces[key]);
  if (!accepted.includes(element.namespaceURI ?? '')) {
    throw invalid(`${nameOf(place)} must be in the namespace ${accepted.join(' or ')}`);
  }
}

function readAttributes(element: Element, form: ElementForm, place: string): JsonObject {
  const read: JsonObject = {};
  for (const { name, namespaceURI, value } of element.attributes) {
    if (namespaceURI === XMLNS) continue;
    if (!form.attributes?.includes(name)) throw invalid(`Unknown attribute of ${nameOf(place)}`);
    read[name] = value;
  }
  return read;
}

function readText(element: Element, place: string): string {
  let value = '';
  for (const node of element.childNodes) {
    if (isElement(node)) throw invalid(`${nameOf(place)} must hold text only`);
    value += textOf(node);
  }
  checkCharacters(value);
  return value;
}

function textOf(node: Node): string {
  if (node.nodeType === COMMENT) return '';
  if (node.nodeType !== TEXT && node.nodeType !== CDATA) throw noInstruction();
  return node.nodeValue ?? '';
}

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT;
}

function nameOf(place: string): string {
  return place === '' ? 'the root element' : place;
}

function noInstruction() {
  return invalid('A processing instruction is not allowed');
}
