import type { Progress } from '../element/application.ts';
import type { Landing } from '../element/sending/attribution.ts';
import type { KeptDecision, ShownText } from '../form/consents.ts';
import type { Answers } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';

/** How things stand on a page that the server has drawn, for the script that takes it over. */
export interface Begun {
  /** The id of the application, a UUID. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** The key of the step that shows. */
  readonly step: string;
  /** The key of the step to come back to after a change. */
  readonly returnTo?: string | undefined;
  /** All that was entered before this page was drawn; empty on the first one. */
  readonly values: Answers;
  /** What was decided on documents, and the notices that were shown. */
  readonly consents: readonly KeptDecision[];
  /** The texts beside the boxes on this page, by document. */
  readonly shown: Readonly<Record<string, ShownText>>;
  /** The complaints that show. */
  readonly issues: readonly Issue[];
  readonly progress: Progress;
  /** Where the applicant came from, for a page that is not the first. */
  readonly landing?: Landing | undefined;
  /** The heading of the page, by language; its title ends with it where no carrier is named. */
  readonly headings: Readonly<Record<string, string>>;
  /** The carrier's name, or `''`. */
  readonly employer: string;
}

/** The id of the element that holds what a page carries beside the form. */
export const carriedId = 'carried';

/** The names under which a page carries what is no answer. No question is called so. */
export const names = {
  id: 'intake-id',
  startedAt: 'intake-started',
  ticket: 'intake-ticket',
  step: 'intake-step',
  returnTo: 'intake-return',
  language: 'intake-language',
  /** The key of a question on the page, once for each. */
  asked: 'intake-asked',
  /** A document that was shown or decided on: its name, the language, when, and whether it was agreed to. */
  document: 'intake-document',
  landing: 'intake-landing',
  referrer: 'intake-referrer',
  trapped: 'intake-trapped',
} as const;
