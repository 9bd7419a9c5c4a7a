import type { FormDefinition } from '../model/definition.ts';
import { answerPost } from './answer-post.ts';
import { drawPage, type Showing } from './draw-page.ts';
import type { HostedSettings } from './hosted-settings.ts';
import { stateOf } from './in-hand.ts';
import { languageFor, preferredLanguage } from './language.ts';
import { createDocuments, type PageContent } from './page/document.ts';
import { type FormProblem, readForm } from './posted-form.ts';
import { canTravel } from './posted-values.ts';
import { problemPage } from './problem-page.ts';
import { isFromElsewhere } from './same-site.ts';
import type { Intake } from './send-application.ts';
import type { ProblemName } from './texts/hosted-texts.ts';
import { createTickets } from './tickets.ts';
import { landingOf } from './visit.ts';

export interface HostedPagesOptions {
  readonly definitions: readonly FormDefinition[];
  readonly settings: HostedSettings;
  /** Origins whose pages may show ours in a frame. */
  readonly frameOrigins: readonly string[];
  /** Takes finished applications, as `POST /v1/applications`. */
  readonly intake: Intake;
  /** The address of the script that takes over the form. */
  readonly script: string;
  /** What pages are signed with; at least 32 random bytes. */
  readonly key: Uint8Array<ArrayBuffer>;
  readonly now?: () => number;
  /** Told of what went wrong here. */
  readonly onError?: (error: unknown) => void;
}

/** The forms as pages of their own, which work without a script: Request in, Response out. */
export function createHostedPages(options: HostedPagesOptions) {
  const { definitions, settings, intake, key, now = Date.now, onError = () => {} } = options;
  const tickets = createTickets({ key, now });
  const documents = createDocuments(options);

  async function answer(
    request: Request,
    page: PageContent,
    status: number,
    extra: Record<string, string> = {},
  ) {
    const headers = new Headers(await documents.headers(request.method === 'POST' || status >= 400));
    for (const [name, value] of Object.entries(extra)) headers.set(name, value);
    return new Response(request.method === 'HEAD' ? null : documents.html(page), { status, headers });
  }

  function refuse(
    request: Request,
    problem: ProblemName,
    status: number,
    extra: Record<string, string> = {},
  ) {
    const { pathname, searchParams } = new URL(request.url);
    const language =
      languageFor(settings.languages, searchParams.get('lang')) ??
      preferredLanguage(settings.languages, request.headers.get('accept-language'));
    const form = formAt(definitions, pathname)?.name;
    const page = problemPage(problem, language, { settings, form, isFramed: isFramed(request) });
    return answer(request, page, status, extra);
  }

  async function show(
    request: Request,
    showing: Omit<Showing, 'isFramed'>,
    status = 200,
    extra: Record<string, string> = {},
  ) {
    const page = await drawPage({ ...showing, isFramed: isFramed(request) }, tickets, now());
    return answer(request, page, status, extra);
  }

  async function begin(request: Request, definition: FormDefinition) {
    const wish = languageFor(settings.languages, new URL(request.url).searchParams.get('lang'));
    const language = wish ?? preferredLanguage(settings.languages, request.headers.get('accept-language'));
    const setting = { definition, settings, landing: landingOf(request, settings.prefill), language };
    const state = await stateOf(setting);
    const [step] = state.steps;
    if (!step) return refuse(request, 'missing', 404);
    const application = {
      form: definition.name,
      id: crypto.randomUUID(),
      startedAt: new Date(now()).toISOString(),
    };
    return show(request, { setting, state, application, step, isPosted: false });
  }

  async function takePost(request: Request, definition: FormDefinition, address: string | undefined) {
    if (isFromElsewhere(request)) return refuse(request, 'elsewhere', 403, closing);
    const posted = await readForm(request);
    if (typeof posted === 'string') return refuse(request, ...refusals[posted], closing);
    const { showing, status, retryAfter } = await answerPost(request, posted, {
      definition,
      settings,
      tickets,
      intake,
      now: now(),
      address,
    });
    return show(request, showing, status, retryAfter ? { 'retry-after': retryAfter } : {});
  }

  return {
    /** Answers a request for a page under `/form/`; never rejects. `address` is the sender's IP address. */
    async fetch(request: Request, { address }: { readonly address?: string } = {}): Promise<Response> {
      try {
        const definition = formAt(definitions, new URL(request.url).pathname);
        if (!definition) return await refuse(request, 'missing', 404);
        if (request.method === 'GET' || request.method === 'HEAD') return await begin(request, definition);
        if (request.method === 'POST') return await takePost(request, definition, address);
        return await refuse(request, 'missing', 405, { allow: 'GET, HEAD, POST', ...closing });
      } catch (error) {
        onError(error);
        return refuse(request, 'broken', 500);
      }
    },

    /** A page for somebody who asks for too much. */
    busy: (request: Request, retryAfterSeconds: number): Promise<Response> =>
      refuse(request, 'tooMany', 429, { 'retry-after': String(retryAfterSeconds), ...closing }),
  };
}

export type HostedPages = ReturnType<typeof createHostedPages>;

/** What is left of the body nobody reads, so the connection cannot be used again. */
const closing = { connection: 'close' };

const refusals: Readonly<Record<FormProblem, readonly [ProblemName, number]>> = {
  type: ['unreadable', 415],
  size: ['tooLarge', 413],
  broken: ['unreadable', 400],
};

/** The form that a path names, if it can be filled in page by page. */
function formAt(definitions: readonly FormDefinition[], pathname: string): FormDefinition | undefined {
  const [, encoded = ''] = /^\/form\/([^/]+)$/.exec(pathname) ?? [];
  const definition = definitions.find(({ name }) => encodeURIComponent(name) === encoded);
  return definition && canTravel(definition) ? definition : undefined;
}

/** Browsers say that a page is to show in a frame (W3C Fetch Metadata). */
const isFramed = (request: Request) => /^i?frame$/.test(request.headers.get('sec-fetch-dest') ?? '');
