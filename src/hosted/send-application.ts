import { moreOf } from '../element/page/more-attribution.ts';
import { attributionOf, type Landing } from '../element/sending/attribution.ts';
import { buildSubmission } from '../form/build-submission.ts';
import type { ShownText } from '../form/consents.ts';
import type { FormState } from '../form/form-state.ts';
import type { Issue } from '../model/issue.ts';
import { applicationsPath } from '../protocol/paths.ts';
import { problemType } from '../protocol/problem.ts';
import type { HostedSettings } from './hosted-settings.ts';
import type { Application } from './tickets.ts';
import { jobIn } from './visit.ts';

/** The intake API, as `fetch`; `address` is the sender's IP address. */
export type Intake = (request: Request, info: { readonly address?: string }) => Promise<Response>;

/** What an application takes along beside its answers. */
export interface Sending {
  readonly application: Application;
  readonly language: string;
  readonly landing: Landing;
  /** The page's own origin, as the browser sees it. */
  readonly origin: string;
  /** Whether the reader's browser asks not to be followed (Global Privacy Control). */
  readonly isPrivate: boolean;
  readonly trapped: boolean;
  /** When the last page was made: the same however often it is sent, so that twice is once. */
  readonly submittedAt: Date;
  readonly documentText: (document: string) => ShownText;
  readonly settings: HostedSettings;
  readonly address?: string | undefined;
}

/** What became of it. */
export type Outcome =
  | { readonly kind: 'received'; readonly reference: string; readonly earlier: boolean }
  | { readonly kind: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly kind: 'busy' | 'unavailable' | 'refused'; readonly retryAfter: string | null };

/** Sends an application to the intake API by the way that every application takes. */
export async function sendApplication(state: FormState, sending: Sending, intake: Intake): Promise<Outcome> {
  const { application, address, origin, submittedAt, trapped, language, documentText } = sending;
  // The reader's time zone is not known here.
  const { timeZone: _, ...submission } = await buildSubmission(state, {
    id: application.id,
    startedAt: application.startedAt,
    language,
    attribution: attributionIn(sending),
    submittedAt,
    documentText,
    ...(trapped && { challenge: { hp: 'filled in', altcha: undefined } }),
  });
  const request = new Request(origin + applicationsPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': application.id, origin },
    body: JSON.stringify(submission),
  });
  return outcomeOf(await intake(request, address === undefined ? {} : { address }));
}

function attributionIn({ landing, origin, settings, isPrivate }: Sending) {
  const visit = { href: new URL(landing.href, origin).href, referrer: landing.referrer };
  const campaign = {
    applicationSource: settings.applicationSource,
    sourceMap: settings.sourceMap,
    jobId: jobIn(landing),
    attributionConsent: isPrivate ? 'denied' : null,
  };
  const attribution = attributionOf(visit, campaign);
  return { ...attribution, ...moreOf(visit, attribution, campaign) };
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const { status } = response;
  const retryAfter = response.headers.get('retry-after');
  const body = (await response.json()) as {
    reference?: string;
    type?: string;
    issues?: readonly Issue[];
  };
  if (status === 202) return { kind: 'received', reference: body.reference ?? '', earlier: false };
  if (status === 422 && body.type === problemType('id-reused')) {
    return { kind: 'received', reference: body.reference ?? '', earlier: true };
  }
  if (status === 422) return { kind: 'invalid', issues: body.issues ?? [] };
  if (status === 429) return { kind: 'busy', retryAfter };
  return { kind: status < 500 ? 'refused' : 'unavailable', retryAfter };
}
