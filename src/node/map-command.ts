import { readFileSync } from 'node:fs';
import { DeliveryError } from '../connectors/connector.ts';
import { builtInForms } from '../model/forms/built-in.ts';
import type { Submission } from '../model/submission.ts';
import { readSubmission } from '../server/read-submission.ts';
import type { CommandOutput } from './check-command.ts';
import type { ConfiguredDestination } from './destinations/configured-destination.ts';
import { SettingsError } from './settings-error.ts';

interface RecordedRequest {
  readonly destination: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What stands in a sample for what a page would add. */
const defaults = { id: '00000000-0000-4000-8000-000000000000', language: 'en', answers: {} };

/**
 * `applicant-intake map`: prints the requests by which an application would be delivered to destinations that do not
 * know the applicant, and sends none. Resolves to the exit code: 1 when the sample has problems.
 */
export async function mapCommand(
  destinations: readonly ConfiguredDestination[],
  { form, sample, json }: { readonly form: string; readonly sample: string; readonly json: boolean },
  { print, note }: CommandOutput,
): Promise<number> {
  const definition = builtInForms.find(({ name }) => name === form);
  if (!definition) {
    throw new SettingsError(
      `--form ${form} is not a form; there are ${builtInForms.map(({ name }) => name).join(', ')}`,
    );
  }
  const input = { ...defaults, ...readSample(sample), form, formVersion: definition.version };
  const parsed = await readSubmission(input, () => definition);
  if ('issues' in parsed) {
    if (json) print(JSON.stringify({ issues: parsed.issues }));
    else for (const { path, code } of parsed.issues) print(`${sample}: ${path}: ${code}`);
    return 1;
  }
  const recorded = await Promise.all(
    destinations.map((destination) => recordDelivery(destination, parsed.value)),
  );
  const requests = recorded.flat();
  if (json) print(JSON.stringify({ requests }));
  else {
    note(
      'Ids of what the site would make are invented. Menus and fields are not asked here; that is what check does.',
    );
    for (const request of requests) print(inWords(request));
  }
  return 0;
}

function readSample(file: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'not valid JSON';
    throw new SettingsError(
      `--sample ${file} cannot be read (${reason}); it holds the body of POST /v1/applications`,
      {
        cause,
      },
    );
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  throw new SettingsError(`--sample ${file} must hold a JSON object, the body of POST /v1/applications`);
}

/** Delivers to an empty site that exists nowhere, and keeps what it is asked. */
async function recordDelivery(
  { name, connect, emptySite }: ConfiguredDestination,
  submission: Submission,
): Promise<RecordedRequest[]> {
  const requests: RecordedRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, { method = 'GET', headers, body } = {}) => {
    const url = String(input);
    const answered = emptySite(method, new URL(url));
    if (!answered) return new Response(null, { status: 404 });
    requests.push({
      destination: name,
      method,
      url,
      headers: masked(new Headers(headers)),
      ...(typeof body === 'string' && { body: readBody(body) }),
    });
    return answered;
  };
  const connector = connect({ fetch, definitions: builtInForms });
  try {
    await connector.deliver(submission, {
      attempt: 1,
      signal: Object.assign(new AbortController().signal, { stillHeld: async () => {} }),
      reference: 'XXXX-XXXX',
      receivedAt: Date.now(),
      files: [],
      checkpoints: {},
      record: async () => {},
    });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    throw new SettingsError(`the application would be set aside: ${error.message}`, { cause: error });
  }
  return requests;
}

function masked(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, name === 'authorization' ? '…' : value]),
  );
}

/** A body as its parts; XML stays text. */
function readBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function inWords({ method, url, headers, body }: RecordedRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, ...(body ? [JSON.stringify(body, null, 2)] : []), ''].join('\n');
}
