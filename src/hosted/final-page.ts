import { loadMessages } from '../locales/load-messages.ts';
import { withRegionNames } from '../locales/with-region-names.ts';
import type { Issue } from '../model/issue.ts';
import type { Answer, AnswerOptions, Sent } from './answer-post.ts';
import { documentIn, factsOf } from './in-hand.ts';
import { stepOfIssues } from './next-step.ts';
import { hostOf } from './same-site.ts';
import { type Outcome, sendApplication } from './send-application.ts';
import { hostedTextsOf } from './texts/hosted-texts-of.ts';

/** Sends the application of the last page: the receipt, or the step with a complaint, or what went wrong. */
export async function sendFrom(request: Request, sent: Sent, options: AnswerOptions): Promise<Answer> {
  const { setting, application, state, trapped, issuedAt } = sent;
  const complaints = withComplaints(sent, state.check());
  if (complaints) return complaints;
  const messages = withRegionNames(await loadMessages(setting.language));
  const sending = {
    application,
    language: messages.language,
    landing: setting.landing,
    origin: originOf(request),
    isPrivate: request.headers.get('sec-gpc') === '1',
    trapped,
    // Of a form that is one page only, the page is made when the application begins.
    submittedAt: new Date(state.steps.length > 1 ? issuedAt : options.now),
    documentText: (document: string) => documentIn(messages, document, factsOf(setting)),
    settings: setting.settings,
    address: options.address,
  };
  const outcome = await sendApplication(state, sending, options.intake);
  const refused = outcome.kind === 'invalid' ? withComplaints(sent, outcome.issues) : undefined;
  return refused ?? ended(sent, outcome);
}

/** The first step that has one of these complaints; undefined when none has. */
function withComplaints(sent: Sent, issues: readonly Issue[]): Answer | undefined {
  const step = issues.length > 0 ? stepOfIssues(sent.state, issues) : undefined;
  if (!step) return undefined;
  return { showing: { ...sent, state: sent.state.calm, step, issues, isPosted: true }, status: 422 };
}

function ended(sent: Sent, outcome: Outcome): Answer {
  const step = sent.state.steps.at(-1);
  if (!step) throw new Error('There is no step to show');
  const showing = { ...sent, step, isPosted: true };
  const texts = hostedTextsOf(sent.setting.language);
  if (outcome.kind === 'received') {
    const { reference, earlier } = outcome;
    return { showing: { ...showing, progress: { status: 'received', reference, earlier } }, status: 200 };
  }
  if (outcome.kind === 'invalid') {
    return { showing: { ...showing, progress: { status: 'failed', kind: 'invalid' } }, status: 422 };
  }
  const { retryAfter } = outcome;
  if (outcome.kind === 'refused') {
    return { showing: { ...showing, progress: { status: 'failed', kind: 'refused' } }, status: 403 };
  }
  const busy = outcome.kind === 'busy';
  const progress = { status: 'failed', kind: busy ? 'busy' : 'server' } as const;
  const failure = busy ? texts.busy : texts.unavailable;
  return { showing: { ...showing, progress, failure }, status: busy ? 429 : 503, retryAfter };
}

/** The page's origin as its browser sees it, also where TLS ends before us. */
function originOf(request: Request): string {
  const origin = request.headers.get('origin') ?? '';
  return origin.replace(/^https?:\/\//, '') === hostOf(request) ? origin : new URL(request.url).origin;
}
