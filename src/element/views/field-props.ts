import type { Value } from '../../form/form-state.ts';
import { placeOf, topOf } from '../../form/rows.ts';
import { documentText, fieldText, issueText, optionText } from '../../locales/text-of.ts';
import { type FieldDefinition, fieldsOf } from '../../model/definition.ts';
import type { DocumentProps, FieldProps, OptionProps } from '../fields/field-props.ts';
import type { PageFacts, View } from './view.ts';

/** A list longer than this is not laid out as cards. */
const maxCards = 8;

/** Fields are numbered throughout the form, and within the rows of a repeater. */
export function idOf({ state }: View, path: string): string {
  const place = placeOf(path);
  const number = (fields: readonly FieldDefinition[], wanted: string) =>
    fields.findIndex(({ key }) => key === wanted);
  const id = `field-${number(fieldsOf(state.definition), topOf(path))}`;
  const top = place && state.field(place.key);
  return top?.kind === 'repeater' ? `${id}-${place?.row}-${number(top.fields, place?.inner ?? '')}` : id;
}

/** The complaint at a path, in words. */
export function complaintAt({ state, messages }: View, field: FieldDefinition, path: string) {
  const found = state.issueAt(path);
  return found && issueText(messages, field, found);
}

/** Chooses the texts of a field. */
export function fieldProps(view: View, field: FieldDefinition, path = field.key): FieldProps {
  const { state, messages, page } = view;
  const { words } = messages;
  const { label, hint, ifNo } = fieldText(messages, field.key);
  const text = complaintAt(view, field, path);
  const value = state.value(path);
  return {
    id: idOf(view, path),
    path,
    field,
    label,
    hint,
    note: value === false ? ifNo : undefined,
    optional: field.required ? undefined : words.optional,
    complaint: text ? { prefix: words.error, text } : undefined,
    given: state.given(path),
    options: optionProps(view, field),
    // Browsers fill in lists by themselves, and no radio buttons.
    long:
      field.kind === 'choice' &&
      (!!field.autocomplete || field.options.filter(({ unlisted }) => !unlisted).length > maxCards),
    choose: words.choose,
    document: documentProps(view, field.key, page),
    enter: state.steps.at(-1) === view.step ? 'send' : 'next',
    further: {
      // As it is when somebody asks, which may be long after this was drawn.
      get value() {
        return state.value(path);
      },
      messages,
      files: state.files,
      answer: (key) => state.value(key),
      set: (entered: Value) => view.act.enter(path, entered),
      aside: (name) => state.aside.get(`${path} ${name}`),
      setAside: (name, it) => state.aside.set(`${path} ${name}`, it),
      row: (index) =>
        state.rowFields(path, index).map((inner) => fieldProps(view, inner, `${path}.${index}.${inner.key}`)),
    },
  };
}

/** The options of a field. Those in groups are places, which are looked for by their first letter. */
function optionProps({ state, messages }: View, field: FieldDefinition): OptionProps[] {
  const { words, language } = messages;
  if (field.kind === 'yes-no') {
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  if (field.kind === 'checkboxes') {
    return field.options.map(({ code }) => ({ value: code, label: optionText(messages, field.key, code) }));
  }
  if (field.kind !== 'choice') return [];
  const { key, groupedBy } = field;
  const options = state.options(field).map(({ code, group }) => ({
    value: code,
    label: optionText(messages, key, code),
    group: groupedBy && group && !state.value(groupedBy) ? optionText(messages, groupedBy, group) : undefined,
  }));
  return groupedBy ? options.sort((a, b) => a.label.localeCompare(b.label, language)) : options;
}

/** The text of a document, and the links that belong to it, where the page has them. */
export function documentProps(
  { messages }: Pick<View, 'messages'>,
  key: string,
  page: PageFacts,
): DocumentProps {
  const { words } = messages;
  const terms = { label: words.terms, href: page.termsHref };
  const privacy = { label: words.privacy, href: page.privacyHref };
  const links = key === 'privacy' ? [privacy] : key === 'terms' ? [terms] : [terms, privacy];
  return {
    text: documentText(messages, key, page.employer),
    links: links.filter(({ href }) => href),
  };
}

/** A document to the letter, as it is on screen. */
export const shownText = ({ text, links }: DocumentProps): string =>
  [text, links.map(({ label }) => label).join(' · ')].filter(Boolean).join(' ');
