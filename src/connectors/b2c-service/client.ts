import { type Credentials, createAuthorization } from '../authorization.ts';
import { believe, type Schema, unreadable } from '../believe.ts';
import { type CallerOptions, createCaller } from '../caller.ts';
import { DeliveryError } from '../connector.ts';
import type { HttpReply, HttpRequest } from '../http-client.ts';
import { createSignIn } from '../sign-in.ts';
import { nextRequestAfterMs, problemIn, refusalOf } from './failure.ts';
import { queryResultsSchema } from './wire.ts';

export interface B2cServiceClientOptions extends CallerOptions {
  /** The site's address, such as `https://carrier.custhelp.com`. */
  readonly siteUrl: string;
  readonly credentials: Credentials;
  /** The version of the Connect REST API. Default: `v1.4`. */
  readonly version?: string | undefined;
  /** Sent with every write, such as `OSvC-CREST-Suppress-Rules: true`. Default: none. */
  readonly writeHeaders?: Readonly<Record<string, string>> | undefined;
  /** `patch`: as such. `tunnel`: as a POST with `X-HTTP-Method-Override`. Default: `patch`. */
  readonly updateBy?: 'patch' | 'tunnel' | undefined;
}

/** What we ask of the site; each name doubles as the end of the application context, which site reports show. */
export type Operation =
  | 'find-contact'
  | 'read-contact'
  | 'create-contact'
  | 'update-contact'
  | 'find-incident'
  | 'create-incident'
  | 'list-files'
  | 'attach-file'
  | 'read-menu'
  | 'read-metadata'
  | 'check';

interface Call {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body?: Record<string, unknown>;
  readonly accept?: string;
}

/**
 * The calls we make to a B2C Service site (Connect REST API). Owns headers, credentials, the pace that the site asks
 * for and the judgement of replies: whatever goes wrong leaves here as a {@link DeliveryError}. Knows nothing of
 * applications.
 */
export function createB2cServiceClient(options: B2cServiceClientOptions) {
  const { siteUrl, version = 'v1.4', writeHeaders = {}, updateBy = 'patch', now = Date.now } = options;
  const base = `${siteUrl.replace(/\/+$/, '')}/services/rest/connect/${version}`;
  const caller = createCaller(options);
  const signIn = createSignIn(
    createAuthorization(options.credentials, { send: (request) => caller.send('token', request), now }),
  );
  /** The last one that the site issued; it wants it back unchanged ("Custom Headers"). */
  let accessToken: string | undefined;

  /** Sends a call once, and once more where the site refused no more than the token it had issued. */
  async function sendWithToken(
    operation: Operation,
    call: Call,
    header: string,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    const reply = await sendOnce(operation, call, header, signal);
    const { status } = reply;
    const stale = status < 500 && status !== 401 && /access.?token/i.test(problemIn(reply)?.detail ?? '');
    if (!stale || accessToken === undefined) return reply;
    accessToken = undefined;
    return sendOnce(operation, call, header, signal);
  }

  async function sendOnce(
    operation: Operation,
    { method, path, body, accept }: Call,
    header: string,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    const tunnelled = method === 'PATCH' && updateBy === 'tunnel';
    const reply = await caller.call(operation, {
      method: tunnelled ? 'POST' : method,
      url: `${base}/${path}`,
      headers: {
        authorization: header,
        // Mandatory from v1.4 on, at most 40 characters.
        'osvc-crest-application-context': `applicant-intake ${operation}`,
        ...(accessToken && { 'osvc-crest-api-access-token': accessToken }),
        ...(accept && { accept }),
        ...(body && { 'content-type': 'application/json', ...writeHeaders }),
        ...(tunnelled && { 'x-http-method-override': 'PATCH' }),
      },
      body: body && JSON.stringify(body),
      signal,
      changes: body !== undefined,
    });
    const issued = reply.headers.get('osvc-crest-api-access-token');
    if (issued && reply.status < 400) accessToken = issued;
    const spacingMs = nextRequestAfterMs(reply.headers);
    if (spacingMs !== undefined) caller.pace.space(spacingMs);
    return reply;
  }

  async function call(operation: Operation, what: Call, signal: AbortSignal): Promise<HttpReply> {
    const reply = await signIn(signal, (header) => sendWithToken(operation, what, header, signal));
    const done = reply.status >= 200 && reply.status < 300;
    if (done && !problemIn(reply)) return reply;
    throw refusalOf(operation, reply, what);
  }

  return {
    /** Reads a resource and checks its shape. */
    async get<T>(
      operation: Operation,
      path: string,
      schema: Schema<T>,
      signal: AbortSignal,
      accept?: string,
    ): Promise<T> {
      const reply = await call(operation, { method: 'GET', path, ...(accept && { accept }) }, signal);
      return believe(operation, schema, reply.json, false);
    },

    /** Creates an object. A reply that cannot be read proves nothing, not even that it failed. */
    async post<T>(
      operation: Operation,
      path: string,
      body: Record<string, unknown>,
      schema: Schema<T>,
      signal: AbortSignal,
    ): Promise<T> {
      const reply = await call(operation, { method: 'POST', path, body }, signal);
      return believe(operation, schema, reply.json, true);
    },

    /** Changes an object. The answer is empty. */
    async patch(
      operation: Operation,
      path: string,
      body: Record<string, unknown>,
      signal: AbortSignal,
    ): Promise<void> {
      const reply = await call(operation, { method: 'PATCH', path, body }, signal);
      // A page, of a login perhaps, was not made by what should have changed it.
      if (reply.json === undefined && reply.text !== '') throw unreadable(operation, true);
    },

    /** Runs one ROQL statement on the operational database, which sees rows just written; returns its rows. */
    async query(operation: Operation, statement: string, signal: AbortSignal): Promise<(string | null)[][]> {
      const path = `queryResults?query=${encodeURIComponent(statement)}`;
      const { json } = await call(operation, { method: 'GET', path }, signal);
      return believe(operation, queryResultsSchema, json, false).items[0]?.rows ?? [];
    },
  };
}

export type B2cServiceClient = ReturnType<typeof createB2cServiceClient>;
