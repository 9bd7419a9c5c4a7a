import type { ServerResponse } from 'node:http';
import type { B2cServiceConnectorOptions } from '../../src/connectors/b2c-service/index.ts';
import { createB2cServiceConnector } from '../../src/connectors/b2c-service/index.ts';
import type { DeliveryContext } from '../../src/connectors/connector.ts';
import { contextOf, submissionOf } from './b2c-service.ts';
import { reply, type SeenRequest, startFakeServer } from './fake-server.ts';

/** A B2C Service site written by hand, on a socket: for replies that the simulator has no reason to give. */

export const username = 'integration';
export const password = 'Säcret:9Qv7';

/** The body of a query's reply: one column of ids. */
export const rows = (...ids: unknown[]) => ({
  items: [{ tableName: 'contacts', count: ids.length, rows: ids.map((id) => [id]) }],
});

/** The steps of a first attempt for a new contact, and how a site that is well answers each. */
export const steps = {
  'find-contact': (response: ServerResponse) => reply(response, 200, rows()),
  'create-contact': (response: ServerResponse) => reply(response, 201, { id: 51718 }),
  'create-incident': (response: ServerResponse) =>
    reply(response, 201, { id: 84001, referenceNumber: '261121-000000' }),
};
type Step = keyof typeof steps;
/** Every step, in order. */
export const names = Object.keys(steps) as Step[];
/** The steps that write. */
export const writes: Step[] = ['create-contact', 'create-incident'];

/** What a request is for: the end of its application context. */
const operationOf = ({ headers }: SeenRequest): string =>
  String(headers['osvc-crest-application-context']).replace('applicant-intake ', '');

/** Answers that differ from those of a site that is well, by operation. */
export type SiteAnswers = Readonly<
  Record<string, (response: ServerResponse, request: SeenRequest, index: number) => void>
>;

/** A site on a socket, and a connector to it. Its menus and its description of itself cannot be read, unless a test says how. */
export async function startFakeSite(answers: SiteAnswers, options: Partial<B2cServiceConnectorOptions> = {}) {
  const usual: SiteAnswers = steps;
  const counts = new Map<string, number>();
  const site = await startFakeServer((response, request) => {
    const operation = operationOf(request);
    const index = counts.get(operation) ?? 0;
    counts.set(operation, index + 1);
    const answer = answers[operation] ?? usual[operation];
    if (answer) answer(response, request, index);
    else reply(response, 404, problem('00013', 'Unrecognized resource'));
  });
  const connector = createB2cServiceConnector({
    siteUrl: `${site.url}/`,
    credentials: { scheme: 'basic', username, password },
    timeoutMs: 2_000,
    requestsPerSecond: 1_000_000,
    ...options,
  });
  return {
    connector,
    /** The receipt, or what was thrown. */
    deliver: (context: Partial<DeliveryContext> = {}, submission = submissionOf()) =>
      connector.deliver(submission, contextOf(context)).catch((error: unknown) => error),
    /** The requests but for readings of menus and metadata. */
    get requests(): SeenRequest[] {
      return site.requests.filter((request) => !operationOf(request).startsWith('read-m'));
    },
    /** How often an operation was asked for. */
    count: (operation: string) => counts.get(operation) ?? 0,
  };
}

/** Delivers to a site that is well but for one step. Gives the receipt or what was thrown. */
export async function deliver(step: Step, answer: SiteAnswers[string], timeoutMs = 2_000) {
  const site = await startFakeSite({ [step]: answer }, { timeoutMs });
  const outcome = await site.deliver();
  return { outcome, requests: site.requests };
}

/** An error body of the site that quotes the person. */
export const problem = (code: string, detail = 'craig.daniels@example.com is in use by Craig Daniels') => ({
  type: `https://site.example.com/services/rest/connect/exceptions/OSC-CREST-${code}`,
  title: 'A problem with Craig Daniels',
  status: 400,
  detail,
  'o:errorCode': `OSC-CREST-${code}`,
});
