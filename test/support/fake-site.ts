import type { ServerResponse } from 'node:http';
import { createB2cServiceConnector } from '../../src/connectors/b2c-service/index.ts';
import { submissionOf } from './b2c-service.ts';
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

function stepOf({ headers }: SeenRequest): Step {
  return String(headers['osvc-crest-application-context']).replace('applicant-intake ', '') as Step;
}

/** Delivers to a site that is well but for one step. Gives the receipt or what was thrown. */
export async function deliver(
  step: Step,
  answer: (response: ServerResponse, request: SeenRequest) => void,
  timeoutMs = 2_000,
) {
  const site = await startFakeServer((response, request) =>
    stepOf(request) === step ? answer(response, request) : steps[stepOf(request)]?.(response),
  );
  const connector = createB2cServiceConnector({ siteUrl: `${site.url}/`, username, password, timeoutMs });
  const { signal } = new AbortController();
  const outcome = await connector
    .deliver(submissionOf(), { attempt: 1, signal })
    .catch((error: unknown) => error);
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
