import { describe, expect, it } from 'vitest';
import { parseMapping } from '../../../src/connectors/mapping/parse-mapping.ts';
import { contactFields, locationFields } from '../../../src/connectors/oneserve/contact-fields.ts';
import type { OneserveConnectorOptions } from '../../../src/connectors/oneserve/index.ts';
import { oneserveMapping } from '../../../src/connectors/oneserve/mapping-target.ts';
import { protectedClassOf } from '../../../src/connectors/protected-class.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { openOneserve } from '../../support/oneserve.ts';

/** What is sent for an application of the invented driver; undefined removes an answer. */
async function sent(
  connector: Partial<OneserveConnectorOptions> = {},
  answers: Record<string, unknown> = {},
  envelope: object = {},
): Promise<ReturnType<typeof JSON.parse>> {
  const system = openOneserve({ connector, site: { contactTypes: [1, 6, 7, 10, 21, 22] } });
  await system.deliver(submissionOf(answers, envelope));
  return system.bodies()[0];
}

/** How an application of the invented driver that is not sent is set aside. */
async function setAside(connector: Partial<OneserveConnectorOptions>, answers: Record<string, unknown> = {}) {
  const system = openOneserve({ connector });
  const error = await system.deliver(submissionOf(answers)).catch((thrown: unknown) => thrown);
  expect(system.bodies()).toEqual([]);
  expect(error).toMatchObject({ kind: 'rejected', recheckMs: 60_000 });
  return (error as Error).message;
}

describe('an application becomes a contact', () => {
  it('with every mandatory field, numbers as text, and nothing that is not documented', async () => {
    const submission = submissionOf();
    const system = openOneserve();
    await system.deliver(submission);
    expect(system.bodies()).toEqual([
      {
        clientRef: '29',
        contactRef: `APP-${submission.id.toUpperCase()}`,
        salutation: '-',
        forename: 'Craig',
        surname: 'Daniels',
        contact1: '720-555-0113',
        contact1Type: '10',
        contact3: 'craig.daniels@example.com',
        contact3Type: '6',
        preferredContact: '1',
        address1: '110 Main St',
        address2: 'Denver, CO',
        postCode: '80207',
        notes: expect.stringMatching(/^Driver application 7Q4M-X2HV\n.*\nCDL class: Class A\n.*\nId: /s),
      },
    ]);
  });

  it('with the answers to everything else in its notes, in words', async () => {
    const { notes } = await sent();
    for (const line of ['Country: United States', 'Applies as: Contractor Driver', 'Source: CDL Job Now']) {
      expect(notes).toContain(line);
    }
  });

  it('with native values where the settings say so, and days first all the same', async () => {
    const body = await sent({
      valueStyle: 'native',
      locations: [{ locationRef: '10174', isPreferred: true, startDate: '2026-03-25', usageTypeId: 1 }],
    });
    expect(body).toMatchObject({ contact1Type: 10, contact3Type: 6, preferredContact: 1 });
    expect(body.locations).toEqual([
      { locationRef: '10174', isPreferred: true, startDate: '25/03/2026', usageTypeId: 1 },
    ]);
  });

  it('without what an application lacks: mandatory text is a hyphen, and no comma is left alone', async () => {
    expect(await sent({}, { street: undefined, city: undefined })).toMatchObject({
      address1: '-',
      address2: 'CO',
    });
    expect(await sent({}, { state: undefined })).toMatchObject({ address2: 'Denver' });
    expect(await sent({}, { city: undefined, state: undefined })).toMatchObject({ address2: '-' });
    expect(await sent({ missingText: 'not given' }, { street: undefined })).toMatchObject({
      address1: 'not given',
    });
  });

  it('in one line where a field has one line', async () => {
    const body = await sent(
      { mapping: { contact: { address3: { template: '{street}\n\t{city}' } } } },
      { street: 'one\ntwo' },
    );
    expect(body.address3).toBe('one two Denver');
    expect(body.address1).toBe('one two');
    expect(body.notes).toContain('\n');
  });
});

describe('the places for ways to reach somebody', () => {
  it('hold what the settings say, with the types that they say', async () => {
    const body = await sent({
      phoneSlot: 2,
      emailSlot: 1,
      phoneType: 21,
      emailType: 22,
      preferredContact: 2,
    });
    expect(body).toMatchObject({
      contact1: 'craig.daniels@example.com',
      contact1Type: '22',
      contact2: '720-555-0113',
      contact2Type: '21',
      preferredContact: '2',
    });
    expect(body).not.toHaveProperty('contact3');
  });

  it('are sent empty where the settings say so; the first always is', async () => {
    const alone = await sent({ phoneSlot: 2 });
    expect(alone).toMatchObject({ contact1: '', contact1Type: '1', preferredContact: '2' });
    expect(alone).not.toHaveProperty('contact4');
    const all = await sent({ phoneSlot: 2, emptySlots: 'send', emptyType: 7 });
    expect(all).toMatchObject({ contact1: '', contact1Type: '7', contact4: '', contact4Type: '7' });
  });

  it('go with their types where an application has nothing for them, and another is preferred', async () => {
    const body = await sent({}, { phone: undefined });
    expect(body).toMatchObject({ contact1: '', contact1Type: '1', preferredContact: '3' });
  });

  it('prefer the first that is filled where no line says which', async () => {
    expect(await sent({ mapping: { contact: { preferredContact: null } } })).toMatchObject({
      preferredContact: '1',
    });
  });
});

describe('locations', () => {
  it('are left out where none is set', async () => {
    expect(await sent()).not.toHaveProperty('locations');
  });

  it('come from the settings, in the style of the vendor’s example', async () => {
    const { locations } = await sent({
      locations: [
        { locationRef: '10174', isPreferred: true, startDate: '2026-03-25', endDate: '31/12/2026' },
        { locationRef: '10174' },
      ],
    });
    expect(locations).toEqual([
      { locationRef: '10174', isPreferred: 'True', startDate: '25/03/2026', endDate: '31/12/2026' },
      { locationRef: '10174', isPreferred: 'False' },
    ]);
  });

  it('come from an answer as well, and are left out where that is missing', async () => {
    const mapping = {
      contact: {
        'locations.0.locationRef': 'attribution.terminal_id',
        'locations.0.isPreferred': { constant: true },
        'locations.0.startDate': 'receivedAt',
      },
    } as const;
    const named = await sent({ mapping }, {}, { attribution: { terminal_id: '10174' } });
    expect(named.locations).toEqual([{ locationRef: '10174', isPreferred: 'True', startDate: '21/11/2026' }]);
    expect(await sent({ mapping })).not.toHaveProperty('locations');
  });
});

describe('what does not fit', () => {
  const long = (more: number) => 'x'.repeat(more);

  it.each([
    ['salutation', 50],
    ['forename', 80],
    ['surname', 80],
    ['address1', 200],
    ['address2', 200],
    ['address3', 200],
    ['address4', 200],
    ['notes', 2000],
    ['considerations', 4000],
  ])('is cut to the length of %s, %i, or sets the application aside', async (line, max) => {
    // Nothing else is filled from the answer.
    const mapping = {
      contact: { address1: { constant: 'x' }, notes: null, [line]: 'answers.street' },
    };
    const fitting = await sent({ mapping }, { street: long(max) });
    expect(fitting[line]).toBe(long(max));
    const cut = await sent({ mapping }, { street: long(max + 1) });
    expect(cut[line]).toHaveLength(max);
    expect(cut[line]).toContain('…');
    expect(await setAside({ mapping, tooLong: 'attention' }, { street: long(max + 1) })).toBe(
      `contact "${line}": the text is longer than the ${max} characters that the field takes`,
    );
  });

  it('says of cut notes where the rest is, within the length', async () => {
    const { notes } = await sent({}, { street: long(4000) });
    expect(notes).toHaveLength(2000);
    expect(notes).toMatch(/…\n\[Cut here\. The whole application: applicant-intake, 7Q4M-X2HV\]$/);
  });

  it.each([
    ['contact2', 50],
    ['contact3', 80],
    ['contact4', 80],
    ['postCode', 50],
  ])('is never cut in %s, where half of it would be worth nothing', async (line, max) => {
    const mapping = {
      contact: {
        [line]: 'answers.street',
        ...(line.startsWith('contact') && { [`${line}Type`]: { constant: 6 } }),
      },
    };
    expect((await sent({ mapping }, { street: long(max) }))[line]).toHaveLength(max);
    expect(await setAside({ mapping }, { street: long(max + 1) })).toBe(
      `contact "${line}": the text is longer than the ${max} characters that the field takes`,
    );
  });

  it('counts characters beyond the basic plane twice, and cuts none of them in two', async () => {
    const { address1 } = await sent({}, { street: '🚚'.repeat(150) });
    expect(address1.length).toBeLessThanOrEqual(200);
    expect(address1).toMatch(/^(🚚)+…$/u);
  });

  it('counts bytes where the settings say so', async () => {
    const { address1, notes } = await sent({ lengthsIn: 'bytes' }, { street: 'ñ'.repeat(2000) });
    const bytes = (text: string) => new TextEncoder().encode(text).length;
    expect(bytes(address1)).toBeLessThanOrEqual(200);
    expect(bytes(address1)).toBeGreaterThan(190);
    expect(bytes(notes)).toBeLessThanOrEqual(2000);
  });

  it('is a mandatory field for which there is nothing, where the settings allow no filling', async () => {
    expect(await setAside({ missingText: null }, { street: undefined })).toBe(
      'contact "address1": the field is mandatory, and the application has nothing for it',
    );
  });

  it('is blanks in place of a mandatory answer, which are never sent', async () => {
    for (const missingText of [' ', '\u00a0\t']) {
      expect(await setAside({ missingText }, { street: undefined })).toMatch(
        /^contact "address1": the field is/,
      );
    }
    expect(await sent({ missingText: ' n/a ', salutation: ' ' }, { street: undefined })).toMatchObject({
      address1: 'n/a',
      salutation: 'n/a',
    });
  });

  it.each([
    ['contact1Type', 'answers.city', 'a whole number'],
    ['preferredContact', 'answers.postal_code', 'a whole number from 1 to 4'],
  ])('is what is no number in %s', async (line, source, needed) => {
    expect(await setAside({ mapping: { contact: { [line]: source } } })).toBe(
      `contact "${line}": the field takes ${needed}`,
    );
  });

  it.each(['2026-02-30', '31/04/2026', '3/25/2026', 'tomorrow'])(
    'is %s, which is no day',
    async (startDate) => {
      const connector = { locations: [{ locationRef: '10174', startDate }] };
      expect(await setAside(connector)).toBe('contact "locations.0.startDate": the field takes a day');
    },
  );
});

describe('what is sensitive or protected', () => {
  const definition = {
    name: 'driver-short',
    version: '1',
    steps: [{ key: 'all', fields: [{ key: 'ssn', kind: 'text', sensitive: true }] }],
  } as const;

  it('reaches no field, not even where a mapping that nobody has checked asks for it', async () => {
    const body = await sent(
      {
        definitions: [definition],
        mapping: { contact: { considerations: 'answers.ssn', address4: { template: 'Number {ssn}' } } },
      },
      { ssn: '078-05-1120', date_of_birth: '1980-02-03' },
    );
    expect(JSON.stringify(body)).not.toMatch(/078-05-1120|1980/);
  });

  it('is refused in every line of a mapping', () => {
    for (const line of [...Object.keys(contactFields), 'locations.0.locationRef']) {
      for (const source of ['answers.ssn', 'answers.date_of_birth', { template: 'Number {ssn}' }]) {
        const parsed = parseMapping(oneserveMapping(), { contact: { [line]: source } }, [definition]);
        const messages = 'mistakes' in parsed ? parsed.mistakes.map(({ message }) => message).join() : '';
        expect(messages, line).toMatch(/which is sensitive|by which no employer may decide/);
      }
    }
  });

  it('has no field of its own', () => {
    for (const line of [...Object.keys(contactFields), ...Object.keys(locationFields)]) {
      expect(protectedClassOf(line), line).toBeUndefined();
    }
  });
});
