import { describe, expect, it } from 'vitest';
import { applicationRecord } from '../../../src/connectors/application-record.ts';
import { en } from '../../../src/locales/en.ts';
import { driverShort } from '../../../src/model/forms/driver-short.ts';
import type { Submission } from '../../../src/model/index.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type OneserveOptions, oneserveUrl, openOneserve } from '../../support/oneserve.ts';

/** The findings about a system, and whether the check has left it as it was. */
async function findingsOf(options: OneserveOptions = {}, definitions = [driverShort]) {
  const system = openOneserve(options);
  const before = JSON.stringify(system.simulator.records());
  const findings = await system.check({ definitions });
  expect(JSON.stringify(system.simulator.records())).toBe(before);
  return findings;
}

const codesOf = async (options: OneserveOptions) =>
  (await findingsOf(options)).map(({ severity, code, where }) => `${severity} ${code} ${where}`);

/** What the default setup is told, which is no error. */
const always = [
  'warning field-too-short mapping.contact "address1"',
  'warning text-may-be-cut mapping.contact "notes"',
];

/** What a check says of the length of applications. */
const cutFinding = async (connector: OneserveOptions['connector'] & object) =>
  (await findingsOf({ connector })).find(({ code }) => code === 'text-may-be-cut');

/** An ordinary application after a click on an advertisement: built-in documents and short values. */
const visit = {
  utm_source: 'google',
  utm_medium: 'cpc',
  utm_campaign: 'expedite-drivers-denver',
  utm_content: 'straight-truck-video',
  gclid: 'Cj0KCQjw'.padEnd(80, '8'),
  landing_page: 'https://carrier.example.com/drive/straight-truck',
  referrer: 'https://www.google.com/',
};
const clicked = submissionOf(
  {},
  {
    attribution: {
      application_source: 'CDL Job Now',
      ...visit,
      ...Object.fromEntries(Object.entries(visit).map(([key, value]) => [`first_${key}`, value])),
    },
    consents: (['privacy', 'sms', 'terms'] as const).map((document) => ({
      document,
      granted: true,
      language: 'en',
      text: en.documents[document],
      textSha256: 'a'.repeat(64),
      at: '2026-11-21T17:00:00Z',
    })),
  },
);

/** An application as text, uncut. */
const recordOf = (submission: Submission) =>
  applicationRecord(submission, { reference: '7Q4M-X2HV', receivedAt: 0, definition: driverShort });

const redirecting: typeof fetch = async () =>
  new Response(null, { status: 302, headers: { location: 'https://login.invalid/' } });
const page =
  (status: number): typeof fetch =>
  async () =>
    new Response('<!DOCTYPE html><title>Craig</title>', { status, headers: { 'content-type': 'text/html' } });

describe('a check', () => {
  it('finds no error in a system that is set up, and says what may be cut', async () => {
    expect(await codesOf({})).toEqual(always);
  });

  it('creates nothing, and sends nothing but what has to be refused', async () => {
    const system = openOneserve();
    await system.check();
    expect(system.saves()).toEqual([]);
    const [list, nobodys, ours, ...more] = system.bodies();
    expect(more).toEqual([]);
    expect(list).toEqual([]);
    for (const contact of [nobodys, ours]) {
      expect(contact.contactRef).toHaveLength(300);
      expect(Object.keys(contact)).toEqual(['clientRef', 'contactRef', 'contact1Type', 'preferredContact']);
    }
    expect([nobodys.clientRef, ours.clientRef]).toEqual(['APPLICANT-INTAKE-CHECK-NO-SUCH-CLIENT', '29']);
  });

  it('leaves the client out where the settings say so', async () => {
    const system = openOneserve({ connector: { checkClient: false, clientRef: '30' } });
    expect(await system.check()).toHaveLength(always.length);
    expect(system.bodies()).toEqual([[]]);
  });

  it('tells of its steps', async () => {
    const steps: string[] = [];
    await openOneserve().check({ progress: (step) => steps.push(step) });
    expect(steps).toEqual(['settings', 'address and token', 'client']);
  });
});

describe('a check names, of the system,', () => {
  it.each([
    ['a path that is wrong', { path: 'rest/contact/contacts' }, 'no-api-there url'],
    ['an address that is wrong', { url: `${oneserveUrl}/x` }, 'no-api-there url'],
    ['an address that leads to a login', { fetch: redirecting }, 'no-api-there url'],
    ['an address with a page', { fetch: page(200) }, 'no-api-there url'],
    ['an address with a page that is refused', { fetch: page(400) }, 'no-api-there url'],
    [
      'another API, which takes anything',
      { fetch: async () => Response.json({ result: 'success' }) },
      'wrong-api path',
    ],
    ['a token that is refused', { token: 'wrong-and-secret' }, 'sign-in-refused token'],
    ['a header of another name', { tokenName: 'X-Token' }, 'sign-in-refused token'],
    ['a token in the wrong place', { tokenPlace: 'cookie' }, 'sign-in-refused token'],
    ['a prefix that does not belong there', { tokenPrefix: 'Bearer ' }, 'sign-in-refused token'],
    ['a token that is not there', { token: () => '' }, 'token-unusable token'],
    ['a token that no header can carry', { token: 'a\nb' }, 'token-unusable token'],
    ['a client that is not there', { clientRef: '30' }, 'client-unknown clientRef'],
    ['a system that is down', { fetch: page(503) }, 'unreachable url'],
    ['a system in trouble', { fetch: page(500) }, 'unreachable url'],
    [
      'a system that answers nobody',
      { fetch: () => Promise.reject(new TypeError('fetch failed')) },
      'unreachable url',
    ],
    ['a server that changes the content type', { fetch: page(415) }, 'content-type-refused url'],
  ] as const)('%s', async (_, connector, expected) => {
    const findings = await findingsOf({ connector });
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, where }) => `${code} ${where}`)).toEqual([expected]);
    expect(errors[0]?.fix).toMatch(/\S/);
    expect(JSON.stringify(findings)).not.toMatch(/wrong-and-secret|Craig/);
  });

  it('a list of addresses that this one is not on', async () => {
    expect(await codesOf({ site: { blocked: true } })).toEqual(['error connection-blocked url']);
  });

  it.each([200, 400, 404, 405, 415, 500, 501, 503])(
    'an API that refuses with status %i as one that is there, and a client that it does not know',
    async (status) => {
      const answers: typeof fetch = async (_, init) => {
        const text = init?.body === '[]' ? 'REST0002' : 'Unable to locate client ref supplied';
        return Response.json({ result: 'fail', result_msg: text }, { status });
      };
      const { check } = openOneserve({ connector: { fetch: answers } });
      const errors = (await check()).filter(({ severity }) => severity === 'error');
      expect(errors.map(({ code }) => code)).toEqual(['client-unknown']);
    },
  );

  it('nothing about a client where the system does not look for it first', async () => {
    const answers: typeof fetch = async (_, init) =>
      Response.json({
        result: 'fail',
        result_msg: init?.body === '[]' ? 'REST0002' : 'could not execute statement',
      });
    const { check } = openOneserve({ connector: { fetch: answers } });
    expect((await check()).map(({ severity, code }) => `${severity} ${code}`)).toContain(
      'warning client-unverified',
    );
  });

  it.each([
    ['the client of the settings', '29'],
    ['a client that nobody has', 'APPLICANT-INTAKE-CHECK-NO-SUCH-CLIENT'],
  ])('a contact that it has made after all, for %s', async (_, clientRef) => {
    const sent: string[] = [];
    const answers: typeof fetch = async (_input, init) => {
      const body = String(init?.body);
      sent.push(body);
      if (body === '[]') return Response.json({ result: 'fail', result_msg: 'REST0002' });
      if (body.includes(`"${clientRef}"`)) return Response.json({ result: 'success' });
      return Response.json({ result: 'fail', result_msg: 'Unable to locate client ref supplied' });
    };
    const { check } = openOneserve({ connector: { fetch: answers } });
    const made = (await check()).filter(({ where }) => where === 'checkClient' || where === 'clientRef');
    expect(made.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning contact-made']);
    expect(made[0]?.problem).toMatch(new RegExp(`under the client ${clientRef}$`));
    // What takes one contact is sent no other.
    expect(sent.at(-1)).toContain(`"${clientRef}"`);
  });
});

describe('a check names, of the settings, without a word from the system,', () => {
  const location = { locationRef: '10174', isPreferred: true };

  it.each([
    [
      'a field that no contact has',
      { mapping: { contact: { town: 'answers.city' } } },
      'error field-missing mapping.contact "town"',
    ],
    [
      'a field that is filled already',
      { mapping: { contact: { contactRef: 'id' } } },
      'error field-not-free mapping.contact "contactRef"',
    ],
    [
      'text for a number',
      { mapping: { contact: { contact4: 'answers.city', contact4Type: { constant: 'mobile' } } } },
      'error field-type mapping.contact "contact4Type"',
    ],
    [
      'a preference beyond the places',
      { mapping: { contact: { preferredContact: { constant: 5 } } } },
      'error field-type mapping.contact "preferredContact"',
    ],
    [
      'an answer that is no number, for a number',
      { mapping: { contact: { contact1Type: 'answers.city' } } },
      'error field-type mapping.contact "contact1Type"',
    ],
    [
      'a constant that is too long',
      { mapping: { contact: { salutation: { constant: 'x'.repeat(51) } } } },
      'error field-too-short mapping.contact "salutation"',
    ],
    [
      'a name of a code that is too long',
      { mapping: { contact: { salutation: { from: 'answers.cdl_type', names: { A: 'x'.repeat(51) } } } } },
      'error field-too-short mapping.contact "salutation"',
    ],
    [
      'answers that can be too long',
      { mapping: { contact: { contact2: 'answers.email', contact2Type: { constant: 6 } } } },
      'warning field-too-short mapping.contact "contact2"',
    ],
    [
      'a preference for a place that is empty',
      { preferredContact: 2 },
      'error preferred-contact-empty mapping.contact "preferredContact"',
    ],
    [
      'nothing by which to reach anybody',
      { phoneSlot: null, emailSlot: null },
      'error preferred-contact-empty mapping.contact "preferredContact"',
    ],
    [
      'a first place without a type',
      { mapping: { contact: { contact1Type: null } } },
      'error contact-type-missing mapping.contact "contact1"',
    ],
    [
      'a further place without a type',
      { mapping: { contact: { contact3Type: null } } },
      'warning contact-type-missing mapping.contact "contact3"',
    ],
    ['types that nobody has set', { phoneType: undefined }, 'warning contact-type-assumed phoneType'],
    [
      'mandatory text that nothing may fill',
      { missingText: null, mapping: { contact: { address2: null } } },
      'error field-required mapping.contact',
    ],
    [
      'mandatory text that no line fills',
      { mapping: { contact: { address2: null } } },
      'warning field-required mapping.contact',
    ],
    [
      'a salutation of blanks, which would have everything set aside',
      { salutation: ' ', missingText: null },
      'error field-required mapping.contact "salutation"',
    ],
    [
      'a location without its preference',
      { mapping: { contact: { 'locations.0.locationRef': 'attribution.terminal_id' } } },
      'error location-incomplete mapping.contact "locations.0.locationRef"',
    ],
    [
      'a location that is always the same',
      {
        mapping: {
          contact: {
            'locations.0.locationRef': { constant: '10174' },
            'locations.0.isPreferred': { constant: true },
          },
        },
      },
      'error location-constant mapping.contact "locations.0.locationRef"',
    ],
    [
      'a field that no location has',
      { mapping: { contact: { 'locations.0.ref': 'answers.city' } } },
      'error field-missing mapping.contact "locations.0.ref"',
    ],
    [
      'a location with a month for a day',
      { locations: [{ ...location, startDate: '2026-03' }] },
      'error location-invalid locations.0.startDate',
    ],
    [
      'a location without a key',
      { locations: [{ locationRef: '' }] },
      'error location-invalid locations.0.locationRef',
    ],
    [
      'a key of a location that is too long',
      { locations: [{ locationRef: 'x'.repeat(51) }] },
      'error location-invalid locations.0.locationRef',
    ],
    [
      'two locations that are preferred',
      { locations: [location, location] },
      'warning several-preferred locations',
    ],
    [
      'a prefix that leaves no room',
      { contactRefPrefix: 'APPLICANT-INTAKE-' },
      'error contact-ref-prefix contactRefPrefix',
    ],
    ['a prefix in small letters', { contactRefPrefix: 'app ' }, 'error contact-ref-prefix contactRefPrefix'],
    [
      'one contact for all applications of a person',
      { contactRef: 'person' },
      'warning contact-per-person contactRef',
    ],
    [
      'the application missing from the notes',
      { mapping: { contact: { notes: null } } },
      'warning notes-advised mapping.contact',
    ],
  ] as const)('%s', async (_, connector, expected) => {
    const found = await codesOf({ connector: connector as OneserveOptions['connector'] & object });
    expect(found.filter((finding) => !always.includes(finding))).toEqual(
      expect.arrayContaining([expect.stringMatching(new RegExp(`^${expected.replaceAll('.', '\\.')}$`))]),
    );
    // A system that cannot be asked hides no error of ours.
    const unreached = await codesOf({
      connector: { ...(connector as object), fetch: () => Promise.reject(new TypeError('fetch failed')) },
    });
    expect(unreached.includes(expected)).toBe(expected.startsWith('error'));
  });

  it('what is too long in bytes, where those count', async () => {
    const text = 'é'.repeat(50);
    const connector = {
      clientRef: text,
      locations: [{ locationRef: text }],
      mapping: { contact: { salutation: { constant: text } } },
    } as const;
    const expected = [
      'error client-ref-length clientRef',
      'error location-invalid locations.0.locationRef',
      'error field-too-short mapping.contact "salutation"',
    ];
    const inCharacters = await codesOf({ connector });
    expect(inCharacters.filter((found) => expected.includes(found))).toEqual([]);
    expect(await codesOf({ connector: { ...connector, lengthsIn: 'bytes' } })).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it('a client whose key is too long', async () => {
    expect(await codesOf({ connector: { clientRef: 'x'.repeat(51) } })).toContain(
      'error client-ref-length clientRef',
    );
  });

  it('what it would rather have', async () => {
    const connector = { mapping: { contact: { adress3: 'answers.city' } } } as const;
    const [finding] = (await findingsOf({ connector })).filter(({ code }) => code === 'field-missing');
    expect(finding?.offers[0]).toBe('address3');
  });

  it('the lines of one form by where they stand', async () => {
    const connector = {
      mapping: { forms: { 'driver-short': { contact: { town: 'answers.city' } } } },
    } as const;
    expect(await codesOf({ connector })).toContain(
      'error field-missing mapping.forms.driver-short.contact "town"',
    );
  });

  it('how long applications can be, which is longer than an ordinary one after an ad click', async () => {
    const notes = recordOf(clicked);
    expect(notes.length).toBeGreaterThan(2000);
    const told = await cutFinding({});
    expect(told?.where).toBe('mapping.contact "notes"');
    expect(told?.problem).toMatch(/the field takes 2000 characters, and what is longer is cut$/);
    expect(told?.fix).toContain('KEEP_DELIVERED_DAYS');
    const characters = Number(/has about (\d+) characters/.exec(told?.problem ?? '')?.[1]);
    expect(characters).toBeGreaterThan(notes.length);
  });

  it('that longer applications are set aside, where the settings say so', async () => {
    const told = await cutFinding({ tooLong: 'attention', lengthsIn: 'bytes' });
    expect(told?.problem).toMatch(/the field takes 2000 bytes, and what is longer is set aside$/);
    expect(told?.fix).toMatch(/^set tooLong to cut/);
  });

  it('the field with most room, where several hold the application', async () => {
    const mapping = { contact: { considerations: { template: 'Applied: {application}' } } } as const;
    expect((await cutFinding({ mapping }))?.where).toBe('mapping.contact "considerations"');
  });

  it('a form whose applications can be longer than the notes', async () => {
    const definition = {
      name: 'long',
      version: '1',
      steps: [
        {
          key: 'all',
          fields: [{ key: 'jobs', kind: 'repeater', fields: [{ key: 'employer', kind: 'text' }] }],
        },
      ],
    } as const;
    expect((await findingsOf({}, [definition])).map(({ code, where }) => `${code} ${where}`)).toEqual([
      'text-may-be-cut mapping.contact "notes"',
    ]);
  });
});
