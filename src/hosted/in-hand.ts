import { prefillFrom } from '../element/page/prefill.ts';
import { usableValues } from '../element/page/usable-values.ts';
import type { Landing } from '../element/sending/attribution.ts';
import { documentProps, shownText } from '../element/views/field-props.ts';
import type { PageFacts } from '../element/views/view.ts';
import type { KeptDecision, ShownText } from '../form/consents.ts';
import { loadMessages } from '../locales/load-messages.ts';
import type { Messages } from '../locales/messages.ts';
import { type Answers, type FormDefinition, fieldsOf } from '../model/definition.ts';
import { names } from './begun.ts';
import { carriedDecision } from './carried-documents.ts';
import type { HostedSettings } from './hosted-settings.ts';
import { PageState } from './page-state.ts';
import { PostedForm } from './posted-form.ts';
import { valuesIn } from './posted-values.ts';

/** What a page of the form is about, whoever asked for it. */
export interface Setting {
  readonly definition: FormDefinition;
  readonly settings: HostedSettings;
  readonly landing: Landing;
  /** The language of the page to draw. */
  readonly language: string;
}

/** What the form says of the page it is on, and of the carrier. */
export function factsOf({ definition, settings }: Setting): PageFacts {
  const { employer, phone, privacyHref, termsHref, languages } = settings;
  const action = `/form/${encodeURIComponent(definition.name)}`;
  return {
    employer,
    phone,
    privacyHref,
    termsHref,
    languages: languages.length > 1 ? languages.join(' ') : '',
    action,
  };
}

/** A document to the letter, as a page in those texts shows it. */
export const documentIn = (messages: Messages, key: string, facts: PageFacts): ShownText => ({
  text: shownText(documentProps({ messages }, key, facts)),
  language: messages.language,
});

/** The questions that the page's address has answered, as the element's attribute names them; `''` for none. */
export function prefillOf({ definition, settings, landing }: Setting): string {
  const keys = settings.prefill.join(' ');
  return Object.keys(keys ? prefillFrom(definition, keys, landing.href) : {}).join(' ');
}

/** The state of the form as a page left it; on the first page, with what the address has answered. */
export async function stateOf(
  setting: Setting,
  posted = new PostedForm([]),
  issuedAt = 0,
): Promise<PageState> {
  const { definition, settings, landing } = setting;
  const shown = posted.all(names.asked);
  const values = valuesIn(definition, posted, shown);
  const prefill = settings.prefill.join(' ');
  const state = new PageState({
    definition,
    documents: settings.termsHref ? ['terms'] : [],
    given: usableValues(definition, prefill ? prefillFrom(definition, prefill, landing.href) : {}),
  });
  // What the page says itself wins over what was decided before.
  state.restore({ values: {}, consents: await carriedDecisions(setting, posted) });
  state.restore({ values: values as Answers, consents: [] });
  // A tick counts in the words that stood beside it.
  const messages = await loadMessages(posted.get(names.language) ?? setting.language);
  for (const { key, kind } of fieldsOf(definition)) {
    const value = values[key];
    if (kind !== 'consent' || !shown.includes(key) || typeof value !== 'boolean') continue;
    if ((state.consents.of(key)?.granted ?? false) === value) continue;
    state.consents.decide(key, value, documentIn(messages, key, factsOf(setting)), new Date(issuedAt));
  }
  return state;
}

/** What earlier pages showed, with its text, which is ours and not the sender's. */
async function carriedDecisions(setting: Setting, posted: PostedForm): Promise<KeptDecision[]> {
  const facts = factsOf(setting);
  const documents = fieldsOf(setting.definition).filter(
    ({ kind }) => kind === 'consent' || kind === 'notice',
  );
  const carried = posted
    .all(names.document)
    .slice(0, 100)
    .map(carriedDecision)
    .filter((each) => each !== undefined)
    .filter(({ document }) => documents.some(({ key }) => key === document));
  return Promise.all(
    carried.map(async (each) => ({
      ...each,
      text: documentIn(await loadMessages(each.language), each.document, facts).text,
    })),
  );
}
