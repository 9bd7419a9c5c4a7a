import { readFileSync } from 'node:fs';
import { DeliveryError } from '../connectors/connector.ts';
import { builtInForms } from '../model/forms/built-in.ts';
import type { Submission } from '../model/submission.ts';
import { readSubmission } from '../server/read-submission.ts';
import type { CommandOutput } from './check-command.ts';
import type { ConfiguredDestination } from './destinations/configured-destination.ts';
import { exitCodes } from './exit-codes.ts';
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
 * know the applicant, and sends none. Resolves to the exit code: 1 when the sample has problems, or one of the
 * destinations would set the application aside.
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
    return exitCodes.refused;
  }
  const recorded = await Promise.all(
    destinations.map((destination) => recordDelivery(destination, parsed.value)),
  );
  const requests = recorded.flatMap((each) => ('requests' in each ? each.requests : []));
  const setAside = recorded.flatMap((each) => ('error' in each ? [each] : []));
  if (json) print(JSON.stringify({ requests, ...(setAside.length > 0 && { setAside }) }));
  else {
    note(
      'Ids of what the site would make are invented. Menus and fields are not asked here; that is what check does.',
    );
    for (const request of requests) print(inWords(request));
    for (const { destination, error } of setAside) {
      note(`applicant-intake: ${destination}: the application would be set aside: ${error}`);
    }
  }
  return setAside.length > 0 ? exitCodes.refused : exitCodes.ok;
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

/** What a destination would be asked, or why it would set the application aside. */
type Recorded =
  | { readonly requests: readonly RecordedRequest[] }
  | { readonly destination: string; readonly error: string };

/** Delivers to an empty site that exists nowhere, and keeps what it is asked. */
async function recordDelivery(
  { name, connect, emptySite }: ConfiguredDestination,
  submission: Submission,
): Promise<Recorded> {
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
    return { destination: name, error: error.message };
  }
  return { requests };
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
