import type { FormDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';
import { names } from './begun.ts';
import type { Showing } from './draw-page.ts';
import { sendFrom } from './final-page.ts';
import type { HostedSettings } from './hosted-settings.ts';
import { type Setting, stateOf } from './in-hand.ts';
import { languageFor, preferredLanguage } from './language.ts';
import { nextStep } from './next-step.ts';
import type { PageState } from './page-state.ts';
import type { PostedForm } from './posted-form.ts';
import type { Intake } from './send-application.ts';
import { hostedTextsOf } from './texts/hosted-texts-of.ts';
import type { Application, Tickets } from './tickets.ts';
import { carriedLanding } from './visit.ts';

export interface AnswerOptions {
  readonly definition: FormDefinition;
  readonly settings: HostedSettings;
  readonly tickets: Tickets;
  readonly intake: Intake;
  readonly now: number;
  /** The sender's IP address. */
  readonly address: string | undefined;
}

/** What to show next, and how HTTP says so. */
export interface Answer {
  readonly showing: Omit<Showing, 'isFramed'>;
  readonly status: number;
  readonly retryAfter?: string | null;
}

/** A page that was sent, read. */
export interface Sent {
  readonly setting: Setting;
  readonly application: Application;
  readonly state: PageState;
  readonly trapped: boolean;
  /** When the page was made. */
  readonly issuedAt: number;
}

/** The name of the field that only a robot fills in, as the element has it. */
const trapName = 'intake-trap';

/** Answers a page that was sent: with the same step and its complaints, another step, or the receipt. */
export async function answerPost(
  request: Request,
  posted: PostedForm,
  options: AnswerOptions,
): Promise<Answer> {
  const { settings, now } = options;
  const setting = settingOf(request, posted, options);
  const { application, issuedAt = now, holds } = await applicationIn(posted, options);
  const state = await stateOf(setting, posted, issuedAt);
  const trapped = Boolean(posted.get(trapName)?.trim() || posted.get(names.trapped));
  const sent: Sent = { setting, application, state, trapped, issuedAt };
  const step = state.steps.find(({ key }) => key === posted.get(names.step)) ?? state.steps[0];
  if (!step) throw new Error('There is no step to show');
  const returnTo = posted.get(names.returnTo);
  if (!holds) {
    const failure = hostedTextsOf(setting.language).late;
    const progress = { status: 'failed', kind: 'server' } as const;
    return { showing: { ...sent, step, returnTo, progress, failure, isPosted: true }, status: 403 };
  }
  const lang = posted.get('lang');
  const stays = lang !== undefined && languageFor(settings.languages, lang) !== undefined;
  const asked = posted.all(names.asked);
  const next = nextStep(state, { step, asked, go: posted.get('go'), stays, returnTo });
  if (next === 'send') return sendFrom(request, sent, options);
  return {
    showing: { ...sent, ...next, state: state.calm, isPosted: true },
    status: statusFor(next.issues),
  };
}

/** A page with complaints says so in its status, too. */
const statusFor = (issues: readonly Issue[]): number => (issues.length > 0 ? 422 : 200);

function settingOf(request: Request, posted: PostedForm, { definition, settings }: AnswerOptions): Setting {
  const { languages } = settings;
  const path = new URL(request.url).pathname;
  const language =
    languageFor(languages, posted.get('lang') ?? null) ??
    languageFor(languages, posted.get(names.language) ?? null) ??
    preferredLanguage(languages, request.headers.get('accept-language'));
  const landing = carriedLanding(path, posted.get(names.landing), posted.get(names.referrer));
  return { definition, settings, landing, language };
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The application that a page belongs to. A page that is none of ours begins again, under its id if it has one. */
async function applicationIn(
  posted: PostedForm,
  { definition, tickets, now }: AnswerOptions,
): Promise<{ application: Application; issuedAt?: number; holds: boolean }> {
  const id = posted.get(names.id) ?? '';
  const claimed = { form: definition.name, id, startedAt: posted.get(names.startedAt) ?? '' };
  const ticket = await tickets.read(posted.get(names.ticket) ?? '', claimed);
  if (ticket) return { application: claimed, issuedAt: ticket.issuedAt, holds: !ticket.isLate };
  const application = {
    form: definition.name,
    id: uuid.test(id) ? id : crypto.randomUUID(),
    startedAt: new Date(now).toISOString(),
  };
  return { application, holds: false };
}
