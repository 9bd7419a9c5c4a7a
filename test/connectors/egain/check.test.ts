import { describe, expect, it } from 'vitest';
import { driverShort } from '../../../src/model/forms/driver-short.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { type ConnectOptions, connectSystem } from '../../support/connected-system.ts';
import { egain } from '../../torture/systems/egain.ts';

interface Defect extends ConnectOptions {
  /** What an administrator has changed. */
  readonly tenant?: object;
  /** Whom the system finds, whatever address it is asked for. */
  readonly searchesFor?: string;
  readonly fault?: readonly [operation: string, fault: 'html-200' | 'status-500'];
}

/** The codes of what a check finds, and where. There is a customer of nobody's for it, unless a test says otherwise. */
async function found({ tenant, fault, searchesFor, settings, ...options }: Defect): Promise<string[]> {
  const connected = connectSystem(egain, 'json');
  const nobody = submissionOf({ email: 'nobody@example.com' });
  const { id: checkCustomer } = await connected.connector.deliver(nobody, contextOf());
  const { connector } = connectSystem(egain, 'json', {
    fetch: searchesFor
      ? (input, init) => {
          const url = new URL(String(input));
          if (url.searchParams.has('email')) url.searchParams.set('email', searchesFor);
          return connected.fetch(url, init);
        }
      : connected.fetch,
    ...options,
    settings: { checkCustomer, ...settings },
  });
  if (tenant) {
    const url = 'https://site.invalid/sandbox/egain/_tenant';
    const request = new Request(url, { method: 'PATCH', body: JSON.stringify(tenant) });
    const answer = await connected.simulator.fetch(request);
    if (!answer.ok) throw new Error(await answer.text());
  }
  if (fault) connected.simulator.failNext(...fault);
  // When it was last saved is all that a check may leave behind.
  const fields = () =>
    (connected.simulator.records().customers as { fields: object }[]).map((each) => each.fields);
  const before = JSON.stringify(fields());
  const findings = await connector.check({
    definitions: [driverShort],
    signal: new AbortController().signal,
  });
  expect(JSON.stringify(fields())).toBe(before);
  return findings.map(({ severity, code, where }) => `${severity} ${code} ${where}`);
}

const down = async () => {
  throw new TypeError('fetch failed');
};
const refusing = (status: number) => async () => new Response(null, { status });

describe('the check of an eGain tenant', () => {
  it('finds nothing wrong with one that is set up', async () => {
    expect(await found({})).toEqual([]);
  });

  it.each<[string, Defect, string]>([
    ['nobody answers', { fetch: down }, 'error unreachable url'],
    ['the password is wrong', { secret: 'wrong' }, 'error sign-in-refused username'],
    [
      'the user has too many sessions',
      { settings: { forceLogin: false }, tenant: { sessions: { limit: 1 } } },
      'error too-many-sessions forceLogin',
    ],
    ['the version is another', { settings: { version: 'v9' } }, 'error no-api-there url'],
    ['the context is wrong', { settings: { context: 'sytem' } }, 'error no-api-there url'],
    [
      'the user may not see customers',
      { tenant: { permissions: { viewCustomers: false } } },
      'error right-missing username',
    ],
    [
      'searches find whom nobody asked for',
      { searchesFor: 'nobody@example.com' },
      'error filter-ignored version',
    ],
    [
      'attributes take one value only',
      { tenant: { assumptions: { severalValues: false } } },
      'error several-values-refused severalValues',
    ],
    [
      'customers cannot be searched by attributes',
      { tenant: { assumptions: { customSearch: false } } },
      'warning custom-search-refused customSearch',
    ],
    [
      'a table names a value that eGain does not have',
      {
        settings: {
          mapping: {
            customer: { 'role.value': { from: 'answers.application_type', names: { COMPANY: 'Driver' } } },
          },
        },
      },
      'error value-not-listed mapping.customer "role.value"',
    ],
    [
      'the kind of telephone is none',
      { settings: { phoneType: 'cell' } },
      'error value-not-listed phoneType',
    ],
    ['something else answers there', { fault: ['search', 'html-200'] }, 'error unexpected-reply url'],
    ['the format is refused', { fetch: refusing(415) }, 'error format-refused format'],
    [
      'a custom attribute is missing',
      { tenant: { customAttributes: { customer: { truck_type: null } } } },
      'error attribute-missing mapping.attributes "truck_type"',
    ],
    [
      'the attribute for the id is missing',
      { tenant: { customAttributes: { customer: { submission_id: null } } } },
      'error attribute-missing submissionIdAttribute',
    ],
    [
      'a value is not among the vendor’s',
      { settings: { mapping: { customer: { 'howReferred.value': { constant: 'Web' } } } } },
      'error value-not-listed mapping.customer "howReferred.value"',
    ],
    [
      'a constant is too long',
      { settings: { mapping: { customer: { marketSegment: { constant: 'x'.repeat(51) } } } } },
      'error constant-too-long mapping.customer "marketSegment"',
    ],
    [
      'a notice is taken for a consent',
      { settings: { consents: { hasHoldingDataConsent: 'privacy' } } },
      'error consent-is-notice consents.hasHoldingDataConsent',
    ],
    [
      'a consent is not on the form',
      { settings: { consents: { hasDirectMailingConsent: 'mail' } } },
      'error consent-unknown consents.hasDirectMailingConsent',
    ],
    [
      'no attribute holds the application',
      { settings: { mapping: { attributes: { application: null } } } },
      'warning application-unmapped mapping.attributes',
    ],
    [
      'the user may not edit customers',
      { tenant: { permissions: { editCustomers: false } } },
      'error right-missing username',
    ],
    [
      'the customer for checks is not there',
      { settings: { checkCustomer: '99' } },
      'error check-customer-missing checkCustomer',
    ],
    [
      'there is no customer for checks',
      { settings: { checkCustomer: undefined } },
      'warning attributes-not-checked checkCustomer',
    ],
  ])('says so where %s', async (_, defect, finding) => {
    expect(await found(defect)).toEqual([finding]);
  });
});
