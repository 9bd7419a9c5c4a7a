import { untilAborted } from '../../shared/until-aborted.ts';
import { unreadable } from '../believe.ts';
import { type CallerOptions, createCaller } from '../caller.ts';
import { DeliveryError, type DeliveryErrorKind } from '../connector.ts';
import type { HttpReply, HttpRequest } from '../http-client.ts';
import type { Secret } from '../secret.ts';
import { createSignIn } from '../sign-in.ts';
import { type Asked, refusalBy, SiteRefusal } from '../site-refusal.ts';
import { type Format, type FoundCustomer, jsonFormat } from './format.ts';
import { createSession } from './session.ts';
import { createTurns } from './turns.ts';
import type { Namespaces } from './xml-format.ts';

export interface EgainClientOptions extends CallerOptions {
  /** The host's address, such as `https://example.egain.cloud`. */
  readonly url: string;
  /** The path before `/ws`. Default: `system`. */
  readonly context?: string | undefined;
  /** The version of the API. Default: `v12`. */
  readonly version?: string | undefined;
  readonly username: string;
  readonly password: Secret;
  /** Ends the user's oldest session where there are too many. Default: true. */
  readonly forceLogin?: boolean | undefined;
  /** The statuses of a login that is refused for too many sessions. Default: 403 and 409. */
  readonly sessionLimitStatuses?: readonly number[] | undefined;
  /** How a search without a hit is answered; 404 counts only where the system itself has written it. Default: 204 and 404. */
  readonly noHitStatuses?: readonly number[] | undefined;
  /** What bodies are written in. Default: `json`. */
  readonly format?: 'json' | 'xml' | undefined;
  /** The namespaces of XML. Default: those of v12. */
  readonly namespaces?: Namespaces | undefined;
}

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: 'the session is refused again and again',
  403: 'the user lacks a licence or the right to do this, or to the department',
  404: 'the address, its context or its version is wrong',
  406: 'the format is refused; see the setting format',
  415: 'the format is refused; see the setting format',
};

/** What a refusal means of one customer, who was found a moment ago: another department's, or gone since. */
function ofOne(status: number): Partial<Asked> {
  const kinds: Readonly<Record<number, DeliveryErrorKind>> = { 403: 'rejected', 404: 'retry' };
  const kind = kinds[status];
  const hint = { 403: 'this customer is not the user’s to edit', 404: 'this customer is gone' };
  return { hints: { ...hints, ...hint }, ...(kind && { kind }) };
}

/** The calls that we make to eGain. Owns the session, the format and the judgement of replies. */
export function createEgainClient(options: EgainClientOptions) {
  const { url, context = 'system', version = 'v12', username, password, forceLogin = true } = options;
  const site = url.replace(/\/+$/, '');
  const base = [site, ...context.split('/').filter(Boolean), 'ws', version].join('/');
  const caller = createCaller(options);
  const { sessionLimitStatuses = [403, 409], noHitStatuses = [204, 404] } = options;
  const { send } = caller;
  const session = createSession({ base, username, password, forceLogin, sessionLimitStatuses, send });
  const turns = createTurns();
  const signIn = createSignIn(session);
  let format: Promise<Format> | undefined;

  /** Loaded only where it is asked for: most have no use for a parser of XML. */
  const formatNow = () => {
    format ??=
      options.format === 'xml'
        ? import('./xml-format.ts').then(({ createXmlFormat }) => createXmlFormat(options.namespaces))
        : Promise.resolve(jsonFormat);
    return format;
  };

  type What = Pick<HttpRequest, 'method'> & {
    /** What comes after the path of all customers. */
    readonly below?: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly body?: string;
  };

  async function call(operation: string, what: What, signal: AbortSignal): Promise<HttpReply> {
    const { mediaType } = await formatNow();
    const { method, below = '', query, body } = what;
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const inSession = async (id: string) => {
      const got = await caller.call(operation, {
        method,
        url: `${base}/interaction/customer${below}${search}`,
        headers: {
          accept: mediaType,
          // Texts of errors are read by nobody; their language is fixed all the same.
          'accept-language': 'en-US',
          'x-egain-session': id,
          ...(body !== undefined && { 'content-type': mediaType }),
        },
        body,
        signal,
        changes: body !== undefined,
      });
      session.follow(got, id);
      return got;
    };
    const signed = () => signIn(signal, inSession);
    const inTurn = () => untilAborted(turns.alone(signed), signal);
    if (session.changes) return inTurn();
    const reply = await turns.beside(signed);
    // Another call may have used the session up.
    return reply.status === 401 && session.changes ? inTurn() : reply;
  }

  async function refusal(operation: string, reply: HttpReply, details: Partial<Asked> = {}) {
    const code = (await formatNow()).readCode(reply);
    return refusalBy(operation, reply, { changes: true, code, hints, ...details });
  }

  /** The customers in an answer, if there are any. */
  async function customersIn(
    operation: string,
    what: Pick<What, 'below' | 'query'>,
    signal: AbortSignal,
  ): Promise<readonly FoundCustomer[]> {
    const query = { ...what.query, $attribute: 'all' };
    const reply = await call(operation, { ...what, method: 'GET', query }, signal);
    const { status } = reply;
    const { isOwn, readCustomers } = await formatNow();
    const isOurs = reply.text.trim() === '' || isOwn(reply);
    if (noHitStatuses.includes(status) && isOurs) return [];
    if (status >= 300) throw await refusal(operation, reply, { changes: false });
    const found = readCustomers(reply);
    if (found) return found;
    throw new SiteRefusal('retry', `${operation}: the reply cannot be read`, { status, code: undefined });
  }

  return {
    /** The customers that a search finds. */
    find: (operation: string, query: Readonly<Record<string, string>>, signal: AbortSignal) =>
      customersIn(operation, { query }, signal),

    /** The customer with this id, if there is one. */
    async read(operation: string, id: string, signal: AbortSignal): Promise<FoundCustomer | undefined> {
      const found = await customersIn(operation, { below: `/${id}` }, signal);
      return found.find((customer) => customer.id === id);
    },

    /** Creates a customer; gives the id, which stands at the end of `Location`. */
    async create(customer: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string> {
      const operation = 'create-customer';
      const body = (await formatNow()).write(customer);
      const reply = await call(operation, { method: 'POST', body }, signal);
      if (reply.status >= 300) throw await refusal(operation, reply);
      const id = /\/interaction\/customer\/(\d{1,19})\/?$/.exec(reply.headers.get('location') ?? '')?.[1];
      if (id === undefined)
        throw new DeliveryError('retry', `${operation}: no id came back`, { uncertain: true });
      return id;
    },

    /** Changes a customer. The answer is empty. */
    async update(customer: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void> {
      const operation = 'update-customer';
      const body = (await formatNow()).write(customer);
      const reply = await call(operation, { method: 'PUT', body }, signal);
      if (reply.status >= 300) throw await refusal(operation, reply, ofOne(reply.status));
      // The page of a login, an error with a status of 200: whatever says something was not made by a change.
      if (reply.text.trim() !== '') throw unreadable(operation, true);
    },

    close: () => session.close(),
  };
}

export type EgainClient = ReturnType<typeof createEgainClient>;
