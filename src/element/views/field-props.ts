import { documentText, fieldText, issueText, optionText } from '../../locales/text-of.ts';
import type { FieldDefinition } from '../../model/definition.ts';
import type { DocumentProps, FieldProps, OptionProps } from '../fields/field-props.ts';
import type { PageFacts, View } from './view.ts';

/** A list longer than this is not laid out as cards. */
const maxCards = 8;

/** The id of the control of an answer. A key may hold anything; no id may hold a space, and colons are left for more. */
export const idOf = (path: string): string => `field:${path.replace(/\s/g, '_')}`;

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
    id: idOf(path),
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
    view,
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
  const links = [
    { of: 'terms', label: words.terms, href: page.termsHref ?? '' },
    { of: 'privacy', label: words.privacy, href: page.privacyHref ?? '' },
  ];
  const isIts = ({ of }: { of: string }) => of === key || !/^(terms|privacy)$/.test(key);
  return {
    text: documentText(messages, key, page.employer),
    links: links.filter((link) => link.href && isIts(link)),
  };
}

/** A document to the letter, as it is on screen. */
export const shownText = ({ text, links }: DocumentProps): string =>
  [text, links.map(({ label }) => label).join(' · ')].filter(Boolean).join(' ');
