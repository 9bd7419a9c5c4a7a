import { describe, expect, it } from 'vitest';
import { applicationRecord } from '../../src/connectors/application-record.ts';
import { driverShort } from '../../src/model/index.ts';
import { openCrm, submissionOf } from '../support/b2c-service.ts';

const receivedAt = Date.parse('2026-11-21T17:00:00Z');
const details = { reference: '7Q4M-X2HV', receivedAt, definition: driverShort };
const id = '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11';

const record = (answers = {}, envelope = {}, notes: readonly string[] = []) =>
  applicationRecord(submissionOf(answers, { id, ...envelope }), { ...details, notes });
const linesOf = (text: string) => text.split('\n');

const sms = {
  document: 'sms',
  granted: true,
  language: 'es',
  textSha256: 'AB12'.repeat(16),
  at: '2026-11-21T16:58:00Z',
};

describe('an application as text', () => {
  it('says all of it, in the order in which a recruiter wants it', () => {
    const attribution = {
      application_source: 'CDL Job Now',
      utm_source: 'newsletter',
      job_id: 'D-17',
      landing_page: 'https://www.example.com/drive',
      referrer: 'https://jobs.example.com/',
    };
    const envelope = {
      language: 'es',
      attribution,
      consents: [sms],
      timeZone: 'America/Denver',
      startedAt: '2026-11-21T16:51:00Z',
      submittedAt: '2026-11-21T16:59:00Z',
    };
    expect(
      record({}, envelope, ['Contact 7 is disabled.']).replace('\u202f', ' '),
    ).toBe(`Driver application 7Q4M-X2HV
Received 2026-11-21 17:00 UTC, 10:00 AM in America/Denver

First name: Craig
Last name: Daniels
Phone: 720-555-0113
E-mail: craig.daniels@example.com
Street: 110 Main St
City: Denver
State: Colorado
ZIP or postal code: 80207
Country: United States
Applies as: Contractor Driver
Has a CDL: Yes
CDL class: Class A
Likes to drive: Solo Driving
Truck: Straight Truck

Consents
Text messages and calls: agreed 2026-11-21 16:58:00 UTC, shown in Spanish
SHA-256 of the text shown: ${'ab12'.repeat(16)}

Where the applicant came from
Source: CDL Job Now
utm_source: newsletter
Job: D-17
Landing page: https://www.example.com/drive
Came from: https://jobs.example.com/

Notes
Contact 7 is disabled.

Form driver-short, version 1, read in Spanish
Begun: 2026-11-21 16:51:00 UTC
Sent: 2026-11-21 16:59:00 UTC
Id: 0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11`);
  });

  it('says only what there is', () => {
    const text = record({ street: undefined, has_cdl: false, cdl_type: undefined }, { attribution: {} });
    expect(text).toContain('\nHas a CDL: No\n');
    expect(text).not.toMatch(/Street|CDL class|came from|Notes|Begun|Sent|undefined/);
    expect(text).toContain(
      '\n\nConsents\nNone recorded\n\nForm driver-short, version 1, read in English\nId: ',
    );
  });

  it('says what a code means, and a code that means nothing as it is', () => {
    expect(record({ contact_time: 'morning', truck_type: 'HOVERCRAFT' })).toContain(
      '\nBest time to call: morning\n',
    );
    expect(record({ truck_type: 'HOVERCRAFT' })).toContain('\nTruck: HOVERCRAFT\n\n');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'has nothing of the language in it by the name %s',
    (name) => {
      const submission = submissionOf(
        { cdl_type: name, state: name, country: name },
        {
          attribution: JSON.parse(`{${JSON.stringify(name)}: "there"}`),
          consents: [{ ...sms, document: name }],
        },
      );
      Object.defineProperty(submission.answers, name, { value: 'mine', enumerable: true });
      const fields = [
        ...driverShort.steps.flatMap((step) => step.fields),
        { key: name, kind: 'text' as const },
      ];
      const definition = { ...driverShort, steps: [{ key: 'all', fields }] };
      const text = applicationRecord(submission, { ...details, definition });
      expect(text).not.toMatch(/function|native code|\[object/);
      expect(text).toContain(`\nCDL class: ${name}\n`);
      expect(text).toContain(`\n${name}: there\n`);
      expect(text).toContain(': mine\n');
    },
  );
});

describe('a mark for review', () => {
  it('is said in plain words, right at the top', () => {
    const review = ['honeypot', 'too_fast', 'no_challenge', 'bad_challenge'];
    expect(record({}, { review })).toContain(
      `in America/Denver

Marked for review: it may not come from a person
A field that people do not see was filled in.
It was sent sooner than a person can fill in the form.
The page sent no solution of the challenge that browsers solve by themselves.
The solution of the challenge was wrong, came too late or had been used before.

First name: Craig
`.replace('in America/Denver', 'UTC'),
    );
  });

  it('is not there where nothing was noted', () => {
    expect(record()).not.toContain('review');
    expect(record({}, { review: [] })).not.toContain('review');
  });
});

describe('a consent', () => {
  it('has the text that was shown, beside its hash', () => {
    const text = 'Yes, Example Freight may text me.';
    expect(record({}, { consents: [{ ...sms, text }] })).toContain(
      `shown in Spanish\nText shown: ${text}\nSHA-256 of the text shown: ${'ab12'.repeat(16)}\n`,
    );
  });

  it('to a notice says that it was on screen', () => {
    const consents = [
      { ...sms, document: 'privacy' },
      { ...sms, document: 'terms', granted: false },
    ];
    expect(record({}, { consents })).toContain(
      '\nPrivacy notice: shown 2026-11-21 16:58:00 UTC, in Spanish\nSHA-256',
    );
    expect(record({}, { consents })).toContain(
      '\nTerms: not agreed 2026-11-21 16:58:00 UTC, shown in Spanish\n',
    );
  });

  it('that was not given says so', () => {
    const text = record({}, { consents: [{ ...sms, granted: false }] });
    expect(text).toContain(
      '\nText messages and calls: not agreed 2026-11-21 16:58:00 UTC, shown in Spanish\nSHA-256',
    );
  });

  it('whose text nobody could hash has no hash', () => {
    const { textSha256: _, ...plain } = sms;
    const consents = [plain, { ...plain, document: 'background_check', language: 'en-US' }];
    expect(record({}, { consents })).toContain(`
Consents
Text messages and calls: agreed 2026-11-21 16:58:00 UTC, shown in Spanish
Background check: agreed 2026-11-21 16:58:00 UTC, shown in American English

`);
  });
});

it('a time is said in UTC whatever zone it was recorded in, and as it is where it is none', () => {
  const startedAt = '2026-11-21T09:51:00.250-07:00';
  expect(record({}, { startedAt, submittedAt: 'yesterday' })).toContain(
    '\nBegun: 2026-11-21 16:51:00 UTC\nSent: yesterday\n',
  );
});

describe('the hour at the applicant’s place', () => {
  const received = (timeZone: string) => linesOf(record({}, { timeZone }))[1]?.replace('\u202f', ' ');

  it.each([
    ['America/New_York', 'Received 2026-11-21 17:00 UTC, 12:00 PM in America/New_York'],
    ['Asia/Kolkata', 'Received 2026-11-21 17:00 UTC, 10:30 PM in Asia/Kolkata'],
    ['UTC', 'Received 2026-11-21 17:00 UTC, 5:00 PM in UTC'],
  ])('is said for %s', (timeZone, line) => {
    expect(received(timeZone)).toBe(line);
  });

  it.each(['Mars/Olympus', '', 'x'.repeat(1_000), 'America/Denver\n'])('is left out for %j', (timeZone) => {
    expect(received(timeZone)).toBe('Received 2026-11-21 17:00 UTC');
  });

  it('is the right one also after very many zones that do not exist', () => {
    for (let n = 0; n < 3_000; n += 1) received(`Nowhere/${n}`);
    expect(received('America/Chicago')).toBe('Received 2026-11-21 17:00 UTC, 11:00 AM in America/Chicago');
  });
});

describe('a line', () => {
  it.each([
    ['a line break', 'Denver\nNotes: hire him', 'Denver Notes: hire him'],
    ['several of them', 'Denver\r\n\r\n\tCO', 'Denver CO'],
    ['the breaks that Unicode has', 'Den\u2028ver\u2029!\u0085?', 'Den ver ! ?'],
    ['bells, zeros and escapes', 'D\u0007en\u0000ver\u001b[31m', 'D en ver [31m'],
    ['marks that turn the direction', 'Den\u202ever\u2066x\u2069', 'Den ver x '],
  ])('stays one line with %s', (_, city, shown) => {
    const text = record({ city });
    expect(linesOf(text)).toContain(`City: ${shown}`);
    expect(linesOf(text)).toHaveLength(linesOf(record()).length);
  });

  it('stays one line whatever is in the names and values of what was recorded', () => {
    const evil = 'a\nId: 00000000\u202e';
    const attribution = { application_source: evil };
    const consents = [{ document: evil, granted: true, language: evil, textSha256: evil, at: evil }];
    const envelope = {
      attribution,
      consents,
      timeZone: evil,
      startedAt: evil,
      submittedAt: evil,
      language: evil,
    };
    const fields = [{ key: evil, kind: 'text' as const }];
    const definition = { ...driverShort, steps: [{ key: 'all', fields }] };
    const submission = submissionOf({ [evil]: evil }, { id, ...envelope });
    const text = applicationRecord(submission, { ...details, definition, notes: [evil] });
    expect(linesOf(text).filter((line) => line.startsWith('Id: '))).toEqual([`Id: ${id}`]);
    expect(text).not.toContain('\u202e');
  });

  it.each([
    'Łódź',
    '東京都',
    'Владивосток',
    'القاهرة',
    'தமிழ்',
    '🚚 Trückstop',
    'e\u0301',
    "O'Brien <b>&amp;</b>",
  ])('arrives at the site as it was written: %s', async (last_name) => {
    const crm = openCrm();
    await crm.deliver(submissionOf({ last_name }));
    expect(linesOf(crm.incidents()[0].threads[0].text)).toContain(`Last name: ${last_name}`);
    expect(crm.contacts()[0].name.last).toBe(last_name);
  });
});
