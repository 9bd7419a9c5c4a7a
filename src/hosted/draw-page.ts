import type { Progress } from '../element/application.ts';
import { loadMessages } from '../locales/load-messages.ts';
import { withRegionNames } from '../locales/with-region-names.ts';
import type { StepDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import { documentIn, factsOf, prefillOf, type Setting } from './in-hand.ts';
import { carriedWith, carriedWithReceipt } from './page/carried.ts';
import type { PageContent } from './page/document.ts';
import { formElement, titleOf } from './page/form-page.ts';
import type { PageState } from './page-state.ts';
import { hostedTextsOf } from './texts/hosted-texts-of.ts';
import type { Application, Tickets } from './tickets.ts';
import { jobIn } from './visit.ts';

/** What a page of the form is to show. */
export interface Showing {
  readonly setting: Setting;
  readonly state: PageState;
  readonly application: Application;
  readonly step: StepDefinition;
  readonly issues?: readonly Issue[];
  readonly returnTo?: string | undefined;
  /** How sending went. Default: nothing has been sent. */
  readonly progress?: Progress;
  /** What went wrong, in words that the form has none of. */
  readonly failure?: string | undefined;
  readonly trapped?: boolean;
  /** Whether this is not the first page. */
  readonly isPosted: boolean;
  readonly isFramed: boolean;
}

/** Draws a page of the form. */
export async function drawPage(showing: Showing, tickets: Tickets, now: number): Promise<PageContent> {
  const { setting, state, application, step, issues = [], isPosted, isFramed } = showing;
  const { progress = { status: 'editing' }, returnTo, trapped = false, failure } = showing;
  const { settings, landing } = setting;
  const language = setting.language;
  const known = withRegionNames(await loadMessages(language));
  const messages = failure ? { ...known, failures: { ...known.failures, unreachable: failure } } : known;
  const facts = factsOf(setting);
  state.showIssues(issues);
  const shown = state.fields(step);
  if (progress.status !== 'received') {
    for (const { key } of shown.filter(({ kind }) => kind === 'notice')) {
      state.consents.saw(key, documentIn(messages, key, facts), new Date(now));
    }
  }
  const consents = shown.filter(({ kind }) => kind === 'consent');
  const headings = settings.languages.map((tag) => [tag, hostedTextsOf(tag).heading] as const);
  const begun = {
    id: application.id,
    startedAt: application.startedAt,
    step: step.key,
    returnTo,
    values: isPosted ? state.values : {},
    consents: state.consents.all,
    shown: Object.fromEntries(consents.map(({ key }) => [key, documentIn(messages, key, facts)])),
    issues,
    progress,
    landing: isPosted ? landing : undefined,
    headings: Object.fromEntries(headings),
    employer: settings.employer,
  };
  const carried =
    progress.status === 'received'
      ? carriedWithReceipt(begun)
      : carriedWith({ state, begun, language, ticket: await tickets.issue(application), landing, trapped });
  const prefill = prefillOf(setting);
  const page = {
    state,
    step,
    issues,
    messages,
    facts,
    progress,
    settings,
    prefill,
    job: jobIn(landing),
    carried,
  };
  return {
    language: messages.language,
    title: titleOf(page),
    heading: hostedTextsOf(language).heading,
    isFramed,
    ...(!isPosted && { alternates: alternatesOf(setting) }),
    main: formElement(page),
    withScript: true,
  };
}

/** The first page in each language. */
function alternatesOf({ landing, settings }: Setting): { language: string; href: string }[] {
  const [path = '', query = ''] = landing.href.split('?');
  return settings.languages.map((language) => {
    const parameters = new URLSearchParams(query);
    parameters.set('lang', language);
    return { language, href: `${path}?${parameters}` };
  });
}
