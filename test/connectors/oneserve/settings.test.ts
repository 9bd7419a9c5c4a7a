import { describe, expect, it } from 'vitest';
import { driverShort } from '../../../src/model/forms/driver-short.ts';
import { configured } from '../../../src/node/destinations/configured-destination.ts';
import type { DestinationKind } from '../../../src/node/destinations/destination-kind.ts';
import { oneserveKind } from '../../../src/node/destinations/oneserve.ts';
import { createOneserveSimulator } from '../../../src/sandbox/simulators/oneserve/create-oneserve-simulator.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { oneserveUrl } from '../../support/oneserve.ts';

const least = { url: 'https://carrier.example.com', token: 'jwt', clientRef: '29' };

/** What is wrong with settings, each with its place. */
function mistakesIn(settings: Readonly<Record<string, unknown>>): string[] {
  const parsed = oneserveKind.schema.safeParse({ ...least, ...settings });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(' ')} ${message}`);
}

describe('the settings of Oneserve', () => {
  it('need an address, a token and a client, and have a default for everything else', () => {
    expect(oneserveKind.schema.parse(least)).toEqual({
      ...least,
      path: 'rest/contact/contact',
      tokenPlace: 'header',
      tokenName: 'OS_REST_AUTH_TOKEN',
      tokenPrefix: '',
      checkClient: true,
      contactRef: 'submission',
      contactRefPrefix: 'APP-',
      phoneSlot: 1,
      emailSlot: 3,
      emptySlots: 'omit',
      salutation: '-',
      missingText: '-',
      locations: [],
      mapping: {},
      valueStyle: 'text',
      lengthsIn: 'characters',
      tooLong: 'cut',
      timeoutMs: 30_000,
      settleMs: 30_000,
      concurrency: 4,
      requestsPerSecond: 50,
      recheckMs: 60_000,
    });
  });

  it.each([
    [{ url: 'http://carrier.example.com' }, /^url must begin with https/],
    [{ url: 'https://carrier.example.com/rest/contact/contact' }, /^url must be the address without/],
    [
      { url: 'https://me:secret@carrier.example.com' },
      /^url must not contain the credentials; put them into ONESERVE_TOKEN$/,
    ],
    [{ url: 'https://carrier.example.com?a=b' }, /^url must not contain \?/],
    [{ path: 'rest/contact/contact?x' }, /^path must be a path/],
    [{ token: undefined }, /^token must be the token/],
    [{ tokenName: 'a b' }, /^tokenName must be the name/],
    [{ tokenPlace: 'query' }, /^tokenPlace must be header or cookie/],
    [{ tokenPlace: 'cookie', tokenPrefix: 'Bearer ' }, /^tokenPrefix has what a cookie cannot carry/],
    [{ clientRef: undefined }, /^clientRef must be the key/],
    [{ clientRef: 'x'.repeat(51) }, /^clientRef must be text of 50 characters at the most$/],
    [{ contactRef: 'e-mail' }, /^contactRef must be submission or person/],
    [{ contactRefPrefix: 'app-' }, /^contactRefPrefix must be 14 capital letters/],
    [{ phoneSlot: 5 }, /^phoneSlot must be a whole number from 1 to 4/],
    [{ emailSlot: 1 }, /^emailSlot is 1, the place of the phone number already/],
    [{ phoneType: 'mobile' }, /^phoneType must be a whole number/],
    [{ salutation: '' }, /^salutation must be text/],
    [{ missingText: '' }, /^missingText must be text/],
    [{ salutation: ' ', missingText: null }, /^salutation must be text that is not blank, such as -$/],
    [{ missingText: ' ' }, /^missingText must be text that is not blank, such as -, or null$/],
    [{ clientRef: ' ' }, /^clientRef must be the key of a client/],
    [{ locations: [{ locationRef: ' ' }] }, /^locations 0 locationRef must be the key of a location/],
    [
      { mapping: { contact: { salutation: { constant: ' ' } } } },
      /^mapping contact salutation constant must be more than blanks; the field is mandatory$/,
    ],
    [{ locations: [{}] }, /^locations 0 locationRef must be the key of a location/],
    [
      { locations: [{ locationRef: 'x'.repeat(51) }] },
      /^locations 0 locationRef must be text of 50 characters at the most$/,
    ],
    [{ locations: [{ locationRef: '1', startDate: '2026-13-01' }] }, /^locations 0 startDate must be a day/],
    [
      { preferredContact: 2 },
      /^mapping contact preferredContact names contact2, which no line fills; there are 1, 3/,
    ],
    [
      { mapping: { contact: { adress3: 'answers.city' } } },
      /^mapping contact adress3 is no field of a contact; did you mean address3/,
    ],
    [
      { mapping: { contact: { clientRef: 'id' } } },
      /^mapping contact clientRef is filled from the setting clientRef/,
    ],
    [
      { mapping: { contact: { contact2: null } } },
      /^mapping contact contact2 is null, but there is no such line/,
    ],
    [
      { mapping: { contact: { contact1Type: { constant: 'x' } } } },
      /^mapping contact contact1Type constant must be a whole number/,
    ],
    [
      { mapping: { contact: { 'locations.0.locationRef': 'attribution.terminal_id' } } },
      /has no line for locations\.0\.isPreferred/,
    ],
    [
      { mapping: { contact: { dateOfBirth: 'answers.city' } } },
      /^mapping contact dateOfBirth is no field of a contact/,
    ],
    [
      { mapping: { contact: { considerations: 'answers.date_of_birth' } } },
      /which tells age, by which no employer may decide/,
    ],
    [{ mapping: { incident: {} } }, /^mapping incident is not a setting here/],
    [{ subject: 'x' }, /^ must be an object with url and clientRef$/],
  ])('say what is wrong with %j', (settings, message) => {
    expect(mistakesIn(settings).join('\n')).toMatch(message);
  });

  it.each([
    [{ clientRef: 'é'.repeat(50) }, 'clientRef'],
    [{ salutation: 'é'.repeat(50) }, 'salutation'],
    [{ missingText: 'é'.repeat(50) }, 'missingText'],
    [{ locations: [{ locationRef: '1' }, { locationRef: 'é'.repeat(50) }] }, 'locations 1 locationRef'],
    [
      { mapping: { contact: { address3: { constant: 'é'.repeat(101) } } } },
      'mapping contact address3 constant',
      200,
    ],
    [
      { mapping: { contact: { salutation: { from: 'answers.cdl_type', names: { A: 'é'.repeat(50) } } } } },
      'mapping contact salutation names A',
    ],
  ])('count bytes where they are to: %j', (settings, place, most = 50) => {
    expect(mistakesIn(settings)).toEqual([]);
    expect(mistakesIn({ ...settings, lengthsIn: 'bytes' })).toEqual([
      `${place} must be text of ${most} bytes at the most`,
    ]);
  });

  it('take blanks where nothing has to stand', () => {
    expect(mistakesIn({ mapping: { contact: { address3: { constant: '' } } } })).toEqual([]);
  });

  it('take what the environment has as text', () => {
    const given = { ...least, phoneSlot: '2', emailSlot: 'none', phoneType: '21', checkClient: 'false' };
    expect(oneserveKind.schema.parse({ ...given, timeoutMs: '500' })).toMatchObject({
      phoneSlot: 2,
      emailSlot: null,
      phoneType: 21,
      checkClient: false,
      timeoutMs: 500,
    });
  });

  it('take the defaults of the mapping from the places that they set', () => {
    expect(
      mistakesIn({
        phoneSlot: 2,
        emailSlot: 1,
        mapping: { contact: { contact2: null, contact2Type: null, preferredContact: { constant: 1 } } },
      }),
    ).toEqual([]);
  });

  it('may all stand in a file but the token', () => {
    expect(oneserveKind.settingNames).toContain('tokenFile');
    expect(oneserveKind.settingNames).not.toContain('token');
    for (const setting of Object.values(oneserveKind.variables)) {
      expect([...oneserveKind.settingNames, 'token']).toContain(setting);
    }
  });
});

const kind = oneserveKind as unknown as DestinationKind;

/** The connector that settings make, as the proxy makes it. */
function connect(settings: Readonly<Record<string, unknown>>, fetch: typeof globalThis.fetch) {
  return configured(kind, kind.schema.parse(settings), (name) => name).connect({
    fetch,
    definitions: [driverShort],
  });
}

describe('the settings make a connector', () => {
  it('that delivers to the simulator, with the settings of whoever has set nothing', async () => {
    const simulator = createOneserveSimulator();
    const connector = connect(
      oneserveKind.sandbox(oneserveUrl.replace('site.invalid', 'localhost')),
      (input, init) => simulator.fetch(new Request(input, init)),
    );
    await connector.deliver(submissionOf(), contextOf());
    expect(simulator.records()).toMatchObject({ contacts: [{ clientRef: '29', contact1Type: 10 }] });
    const findings = await connector.check({
      definitions: [driverShort],
      signal: new AbortController().signal,
    });
    expect(findings.map(({ severity }) => severity)).not.toContain('error');
  });

  it('that shows its call to whoever has no system yet', async () => {
    const calls: string[] = [];
    const connector = connect(oneserveKind.placeholders, async (input, { method = 'GET' } = {}) => {
      calls.push(`${method} ${input}`);
      return oneserveKind.emptySite(method, new URL(String(input))) ?? new Response(null, { status: 404 });
    });
    await connector.deliver(submissionOf(), contextOf());
    expect(calls).toEqual(['POST https://site.invalid/rest/contact/contact']);
  });
});
