import { parse } from '../../model/issue.ts';
import { retryAfterMs } from '../../shared/retry-after.ts';
import { DeliveryError } from '../connector.ts';
import { createHttpClient, type HttpReply, NoReply } from '../http-client.ts';
import { incidentSchema, objectSchema, problemSchema, queryResultsSchema } from './wire.ts';

export interface B2cServiceClientOptions {
  /** The site's address, such as `https://carrier.custhelp.com`. */
  readonly siteUrl: string;
  readonly username: string;
  readonly password: string;
  /** The version of the Connect REST API. Default: `v1.4`. */
  readonly version?: string;
  /** How long one call may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

export interface CreatedIncident {
  readonly id: number;
  readonly referenceNumber?: string;
}

/** What we ask of the site; each name doubles as the end of the application context, which site reports show. */
type Operation = 'find-contact' | 'create-contact' | 'find-incident' | 'create-incident';

/** `OSC-CREST` codes that say the site or the account is not set up for us, whatever the request. */
const configurationCodes = new Set(
  ['00003', '00014', '00015', '00016', '00017'].map((code) => `OSC-CREST-${code}`),
);

/** `OSC-CREST` codes of trouble inside the site. */
const passingCodes = new Set(['OSC-CREST-00004', 'OSC-CREST-00008']);

const passingStatuses = new Set([408, 425, 429]);

/**
 * The calls we make to a B2C Service site (Connect REST API). Owns headers, credentials and the judgement of
 * replies: whatever goes wrong leaves here as a {@link DeliveryError}. Knows nothing of applications.
 */
export function createB2cServiceClient(options: B2cServiceClientOptions) {
  const { siteUrl, username, password, version = 'v1.4', timeoutMs = 30_000 } = options;
  const base = `${siteUrl.replace(/\/+$/, '')}/services/rest/connect/${version}`;
  const send = createHttpClient({
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    timeoutMs,
  });
  const authorization = `Basic ${toBase64(`${username}:${password}`)}`;

  async function call(
    operation: Operation,
    path: string,
    signal: AbortSignal,
    body?: Record<string, unknown>,
  ): Promise<unknown> {
    let reply: HttpReply;
    try {
      reply = await send({
        method: body ? 'POST' : 'GET',
        url: `${base}/${path}`,
        headers: {
          authorization,
          // Mandatory from v1.4 on, at most 40 characters.
          'osvc-crest-application-context': `applicant-intake ${operation}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        body,
        signal,
      });
    } catch (cause) {
      if (!(cause instanceof NoReply)) throw cause;
      throw new DeliveryError('retry', `${operation}: ${cause.message}`, {
        uncertain: body !== undefined && cause.kind !== 'unreachable',
        cause,
      });
    }
    if (reply.status === 200 || reply.status === 201) return reply.json;
    throw failure(operation, reply, body);
  }

  /** Parses a reply that says it succeeded. One that cannot be read proves nothing, not even that it failed. */
  function believe<T>(operation: Operation, schema: Parameters<typeof parse<T>>[0], json: unknown): T {
    const parsed = parse(schema, json);
    if ('value' in parsed) return parsed.value;
    throw new DeliveryError('retry', `${operation}: the reply cannot be read`, { uncertain: true });
  }

  return {
    /** Runs one ROQL statement on the operational database, which sees rows just written; returns its rows. */
    async query(operation: Operation, statement: string, signal: AbortSignal): Promise<(string | null)[][]> {
      const json = await call(operation, `queryResults?query=${encodeURIComponent(statement)}`, signal);
      return believe(operation, queryResultsSchema, json).items[0]?.rows ?? [];
    },

    async createContact(body: Record<string, unknown>, signal: AbortSignal): Promise<number> {
      const json = await call('create-contact', 'contacts', signal, body);
      return believe('create-contact', objectSchema, json).id;
    },

    async createIncident(body: Record<string, unknown>, signal: AbortSignal): Promise<CreatedIncident> {
      const json = await call('create-incident', 'incidents', signal, body);
      const { id, referenceNumber } = believe('create-incident', incidentSchema, json);
      return referenceNumber ? { id, referenceNumber } : { id };
    },
  };
}

/** What an operator should look at first. */
const hints: Readonly<Record<number, string>> = {
  401: ', user name or password is refused',
  403: ', the account lacks a right',
  404: ', the address of the site is wrong or its REST API is off',
};

/** What a reply other than success means for the delivery. */
function failure(operation: Operation, reply: HttpReply, body: unknown): DeliveryError {
  const { status, headers } = reply;
  const problem = parse(problemSchema, reply.json);
  const code = 'value' in problem ? problem.value['o:errorCode'] : undefined;
  const detail = 'value' in problem ? unknownProperty(problem.value.detail, body) : '';
  const message = `${operation}: status ${status}${code ? `, ${code}` : ''}${detail}`;

  if (status >= 500 || passingStatuses.has(status) || (code && passingCodes.has(code))) {
    return new DeliveryError('retry', message, {
      retryAfterMs: waitAsked(headers),
      // A gateway's 5xx can hide a write that went through.
      uncertain: status >= 500 && body !== undefined,
    });
  }
  const account = status === 401 || status === 403 || status === 404 || status === 405 || status < 400;
  if (account || (code && configurationCodes.has(code))) {
    return new DeliveryError('misconfigured', `${message}${hints[status] ?? ''}`);
  }
  return new DeliveryError('rejected', message);
}

/**
 * The one part of `detail` that is safe to repeat: the name of a property we sent and the site does not have.
 * The rest of the text may quote what a person typed.
 */
function unknownProperty(detail: string | null | undefined, body: unknown): string {
  const name = /^Invalid property specified: (\w+)/.exec(detail ?? '')?.[1];
  return name && JSON.stringify(body ?? '').includes(`"${name}":`)
    ? `, the site has no property ${name}`
    : '';
}

/** How long the site asks us to wait: the longer of `Retry-After` and of its own header, which is in milliseconds. */
function waitAsked(headers: Headers): number | undefined {
  const general = retryAfterMs(headers.get('retry-after'));
  const own = headers.get('osvc-crest-next-request-after');
  return own && /^\d{1,9}$/.test(own) ? Math.max(Number(own), general ?? 0) : general;
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
