import { documentText, fieldText, issueText } from '../../locales/text-of.ts';
import type { FieldDefinition } from '../../model/definition.ts';
import type { DocumentProps, FieldProps } from '../fields/field-props.ts';
import type { PageFacts, View } from './view.ts';

/** The id of the control of an answer. A key may hold anything; no id may hold a space, and colons are left for more. */
export const idOf = (path: string): string => `field:${path.replace(/\s/g, '_')}`;

/** The complaint at a path, in words. */
export function complaintAt({ state, messages }: View, field: FieldDefinition, path: string) {
  const found = state.issueAt(path);
  return found && issueText(messages, field, found);
}

/** Chooses the texts of a field. */
export function fieldProps(view: View, field: FieldDefinition, path = field.key): FieldProps {
  const { state, messages, step } = view;
  const { label, hint, ifNo } = fieldText(messages, field.key);
  return {
    id: idOf(path),
    path,
    field,
    label,
    hint,
    note: state.value(path) === false ? ifNo : undefined,
    complaint: complaintAt(view, field, path),
    given: state.given(path),
    enter: state.steps.at(-1) === step ? 'send' : 'next',
    view,
  };
}

/** The text of a document, and the links that belong to it, where the page has them. */
export function documentProps(
  { messages }: Pick<View, 'messages'>,
  key: string,
  page: PageFacts,
): DocumentProps {
  const hrefs = { terms: page.termsHref, privacy: page.privacyHref };
  const links = (['terms', 'privacy'] as const).map((of) => ({
    of,
    label: messages.words[of],
    href: hrefs[of] ?? '',
  }));
  const its = links.filter(({ of }) => of === key);
  return {
    text: documentText(messages, key, page.employer),
    links: (its.length ? its : links).filter(({ href }) => href),
  };
}

/** A document to the letter, as it is on screen. */
export const shownText = ({ text, links }: DocumentProps): string =>
  [text, links.map(({ label }) => label).join(' · ')].filter(Boolean).join(' ');
