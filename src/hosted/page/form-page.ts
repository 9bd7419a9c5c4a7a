import type { Progress } from '../../element/application.ts';
import type { PageFacts } from '../../element/views/view.ts';
import { keyOf } from '../../form/form-state.ts';
import type { Messages } from '../../locales/messages.ts';
import { stepText } from '../../locales/text-of.ts';
import type { StepDefinition } from '../../model/definition.ts';
import type { Issue } from '../../model/issue.ts';
import type { HostedSettings } from '../hosted-settings.ts';
import type { PageState } from '../page-state.ts';
import { hostedTextsOf } from '../texts/hosted-texts-of.ts';
import { drawForm } from './draw-form.ts';
import { attributes } from './escaped.ts';
import { formStyles } from './style-sheets.ts';

/** What the form shows on a page. */
export interface FormPage {
  readonly state: PageState;
  readonly step: StepDefinition;
  readonly issues: readonly Issue[];
  readonly messages: Messages;
  readonly facts: PageFacts;
  readonly progress: Progress;
  readonly settings: HostedSettings;
  /** The questions that the page's address may answer, where it answers any. */
  readonly prefill: string;
  readonly job: string;
  /** What goes with the form when it is posted, as HTML. */
  readonly carried: string;
}

/** The element with its shadow root, as HTML. */
export function formElement(page: FormPage): string {
  const { state, step, issues, messages, facts, progress, settings, carried } = page;
  const summary = issues.map(keyOf);
  const still = { moved: false, kept: '', news: '' } as const;
  const content = drawForm({ state, step, messages, page: facts, progress, summary, ...still });
  const given = attributes({
    form: state.definition.name,
    locale: messages.language,
    languages: facts.languages || '',
    employer: settings.employer,
    phone: settings.phone,
    'privacy-href': settings.privacyHref,
    'terms-href': settings.termsHref,
    'application-source': settings.applicationSource,
    'source-map': settings.sourceMap,
    'job-id': page.job,
    prefill: page.prefill,
    theme: settings.theme,
    challenge: settings.challenges ? 'altcha' : '',
  });
  return `<applicant-intake${given}><template shadowrootmode="open"><style>${formStyles}</style>${content}${carried}</template></applicant-intake>`;
}

/** The title of the page: what shows, and whose page it is. Complaints are said first, since it is read out first. */
export function titleOf({ messages, step, issues, progress, settings }: FormPage): string {
  const { words } = messages;
  const received = progress.status === 'received';
  const title = received ? words.received.replace('{name}', '') : stepText(messages, step.key).title;
  const wrong = issues.length > 0 || progress.status === 'failed' ? `${words.error} ` : '';
  return `${wrong}${title} – ${settings.employer || hostedTextsOf(messages.language).heading}`;
}
