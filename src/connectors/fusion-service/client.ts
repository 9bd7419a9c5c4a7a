import { exactJson, parseExactJson } from '../../shared/exact-json.ts';
import { type Credentials, createAuthorization } from '../authorization.ts';
import { believe, type Schema, unreadable } from '../believe.ts';
import { type CallerOptions, createCaller } from '../caller.ts';
import { DeliveryError, type DeliveryErrorKind } from '../connector.ts';
import type { HttpReply, HttpRequest } from '../http-client.ts';
import { createSignIn } from '../sign-in.ts';
import { problemIn, refusalOf } from './failure.ts';
import { pageSchema } from './wire.ts';

export interface FusionServiceClientOptions extends CallerOptions {
  /** The address of the pod, such as `https://example.fa.us2.oraclecloud.com`. */
  readonly siteUrl: string;
  readonly credentials: Credentials;
  /** The version in the path. Default: `11.13.18.05`. */
  readonly version?: string | undefined;
  /** `REST-Framework-Version`: 1 to 9; null leaves it to the server. Default: 9. */
  readonly frameworkVersion?: number | null | undefined;
  /** `Metadata-Context`, such as `sandbox="Name"`. Default: none. */
  readonly metadataContext?: string | undefined;
  /** The media type of what is written. Default: `application/json`. */
  readonly contentType?: string | undefined;
  /** The media type of actions. Default: `application/vnd.oracle.adf.action+json`. */
  readonly actionContentType?: string | undefined;
}

/** What we ask of the site, for messages and metrics. */
export type Operation =
  | 'find-contact'
  | 'read-contact'
  | 'create-contact'
  | 'update-contact'
  | 'find-service-request'
  | 'create-service-request'
  | 'list-messages'
  | 'create-message'
  | 'find-interaction'
  | 'create-interaction'
  | 'list-references'
  | 'create-reference'
  | 'list-files'
  | 'attach-file'
  | 'assign-queue'
  | 'describe'
  | 'check';

type Body = Readonly<Record<string, unknown>>;

interface Call {
  readonly method: HttpRequest['method'];
  readonly path: string;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** Taken for `version`, where a check tries another. */
  readonly version?: string;
  readonly refused?: DeliveryErrorKind | undefined;
}

/** Without the type of errors a failure may be unstructured text. */
const accept = 'application/json, application/vnd.oracle.adf.error+json';

/** The rows asked for at once; the server may give fewer. */
const pageSize = 100;

/** Pages of a collection beyond this many are not looked at. */
const maxPages = 20;

/**
 * The calls we make to a Fusion Service pod (REST, `crmRestApi`). Owns headers, credentials, ids of 64 bits and the
 * judgement of replies: whatever goes wrong leaves here as a {@link DeliveryError}. Knows nothing of applications.
 */
export function createFusionServiceClient(options: FusionServiceClientOptions) {
  const { siteUrl, version = '11.13.18.05', frameworkVersion = 9, metadataContext, now = Date.now } = options;
  const { contentType = 'application/json', actionContentType = 'application/vnd.oracle.adf.action+json' } =
    options;
  const root = `${siteUrl.replace(/\/+$/, '')}/crmRestApi/resources`;
  const caller = createCaller({ ...options, parseJson: parseExactJson });
  const signIn = createSignIn(
    createAuthorization(options.credentials, { send: (request) => caller.send('token', request), now }),
  );

  async function call(operation: Operation, what: Call, signal: AbortSignal): Promise<HttpReply> {
    const { method, path, body, headers, refused } = what;
    const changes = body !== undefined;
    const reply = await signIn(signal, (authorization) =>
      caller.call(operation, {
        method,
        url: `${root}/${what.version ?? version}/${path}`,
        headers: {
          authorization,
          accept,
          ...(frameworkVersion !== null && { 'rest-framework-version': String(frameworkVersion) }),
          ...(metadataContext && { 'metadata-context': metadataContext }),
          ...(body && { 'content-type': contentType }),
          ...headers,
        },
        body: body && exactJson(body),
        signal,
        changes,
      }),
    );
    const done = reply.status >= 200 && reply.status < 300;
    if (done && !problemIn(reply)) return reply;
    throw refusalOf(operation, reply, { path, body, changes, refused });
  }

  async function get<T>(
    operation: Operation,
    path: string,
    schema: Schema<T>,
    signal: AbortSignal,
    more: Pick<Call, 'refused' | 'version'> = {},
  ): Promise<T> {
    const reply = await call(operation, { method: 'GET', path, ...more }, signal);
    return believe(operation, schema, reply.json, false);
  }

  return {
    get,

    /** Reads a resource as it is, with the headers of the reply. */
    async read(operation: Operation, path: string, signal: AbortSignal, more: Pick<Call, 'version'> = {}) {
      return call(operation, { method: 'GET', path, ...more }, signal);
    },

    /** All items of a collection, page by page: by how many came, since the server may cap what was asked for. */
    async list<T>(
      operation: Operation,
      path: string,
      schema: Schema<T>,
      signal: AbortSignal,
      more: Pick<Call, 'refused'> = {},
    ): Promise<T[]> {
      const found: T[] = [];
      for (let page = 0; page < maxPages; page += 1) {
        const mark = path.includes('?') ? '&' : '?';
        const at = `${path}${mark}limit=${pageSize}${found.length > 0 ? `&offset=${found.length}` : ''}`;
        const { items, hasMore } = await get(operation, at, pageSchema, signal, more);
        found.push(...items.map((item) => believe(operation, schema, item, false)));
        if (!hasMore || items.length === 0) return found;
      }
      return found;
    },

    /** Creates a row. A reply that cannot be read proves nothing, not even that it failed. */
    async post<T>(
      operation: Operation,
      path: string,
      body: Body,
      schema: Schema<T>,
      signal: AbortSignal,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<T> {
      const reply = await call(operation, { method: 'POST', path, body, headers }, signal);
      return believe(operation, schema, reply.json, true);
    },

    /** Runs an action of a resource. What it answers is not documented; a page was not made by it. */
    async act(operation: Operation, path: string, body: Body, signal: AbortSignal): Promise<void> {
      const headers = { 'content-type': actionContentType };
      const reply = await call(operation, { method: 'POST', path, body, headers }, signal);
      if (reply.json === undefined && reply.text !== '') throw unreadable(operation, true);
    },

    /** Changes a row, as long as it is as it was read. */
    async patch<T>(
      operation: Operation,
      path: string,
      body: Body,
      schema: Schema<T>,
      signal: AbortSignal,
      etag: string | undefined,
    ): Promise<T> {
      const headers: Record<string, string> = etag ? { 'if-match': etag } : {};
      const reply = await call(operation, { method: 'PATCH', path, body, headers }, signal);
      return believe(operation, schema, reply.json, true);
    },
  };
}

export type FusionServiceClient = ReturnType<typeof createFusionServiceClient>;
