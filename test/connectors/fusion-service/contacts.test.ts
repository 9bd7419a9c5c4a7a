import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { type Answer, items, json, messageText, openCanned, problem } from '../../support/canned-fusion.ts';

const email = 'craig.daniels@example.com';
const one = { PartyId: 11, PartyNumber: 'CDRM_11', EmailAddress: 'Craig.Daniels@example.com' };
const two = { PartyId: 12, PartyNumber: 'CDRM_12', EmailAddress: email };

const open = (answers: Record<string, Answer>, options: Partial<FusionServiceConnectorOptions> = {}) =>
  openCanned(answers, options);
const owner = (site: ReturnType<typeof openCanned>) =>
  site.callOf('create-service-request')?.body.PrimaryContactPartyId;

describe('a contact that is there', () => {
  it('is taken, whatever its capitals', async () => {
    const site = open({ 'find-contact': () => items(one) });
    await site.deliver();
    expect(site.callOf('find-contact')?.query.get('q')).toBe(`EmailAddress='${email}'`);
    expect(site.steps()).not.toContain('create-contact');
    expect(owner(site)).toBe(11);
  });

  it.each([
    ['newest', 12],
    ['oldest', 11],
  ] as const)('is the %s of several, which recruiters are told', async (severalContacts, id) => {
    const site = open({ 'find-contact': () => items(one, two) }, { severalContacts });
    await site.deliver();
    expect(owner(site)).toBe(id);
    const note = `2 contacts have this e-mail address: CDRM_12, CDRM_11. The application was put on CDRM_${id}, the ${severalContacts} one.`;
    expect(messageText(site.callOf('create-message'))).toContain(note);
  });

  it('waits for a person where there are several and nobody is to choose', async () => {
    const site = open({ 'find-contact': () => items(one, two) }, { severalContacts: 'attention' });
    await expect(site.deliver()).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('contacts CDRM_12, CDRM_11 have the same address'),
    });
    expect(site.steps()).toEqual(['find-contact']);
  });

  it('is looked for in capitals too, where that is wanted and it was not found as it is', async () => {
    const site = open(
      { 'find-contact': ({ query }) => (query.get('q')?.startsWith('UPPER') ? items(one) : items()) },
      { emailLookup: 'any-case' },
    );
    await site.deliver();
    expect(site.calls[1]?.query.get('q')).toBe(`UPPER(EmailAddress)=UPPER('${email}')`);
    expect(owner(site)).toBe(11);
  });

  it('is found on a later page, though the server hands out fewer than it was asked for', async () => {
    const site = open(
      {
        'find-contact': ({ query }) =>
          query.get('offset') === '1'
            ? items(two)
            : json({ items: [one], count: 1, hasMore: true, limit: 1, offset: 0 }),
      },
      {},
    );
    await site.deliver();
    expect(owner(site)).toBe(12);
  });

  it('is no stranger, should the server not filter', async () => {
    const site = open({ 'find-contact': () => items({ ...one, EmailAddress: 'someone@example.com' }) });
    await expect(site.deliver()).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'find-contact: the site answers with contacts nobody asked for',
    });
  });
});

describe('an address with a quote', () => {
  const submission = () => submissionOf({ email: "o'neil@example.com" });

  it('is asked for with the quote twice', async () => {
    const site = open({});
    await site.deliver(submission());
    expect(site.callOf('find-contact')?.query.get('q')).toBe("EmailAddress='o''neil@example.com'");
  });

  it('is asked for with a wildcard, where the site takes no quotes, and compared', async () => {
    const near = { PartyId: 1, PartyNumber: 'A', EmailAddress: "o'neil@example.com" };
    const site = open({ 'find-contact': () => items(near) }, { quotes: 'wildcard' });
    await site.deliver(submission());
    expect(site.callOf('find-contact')?.query.get('q')).toBe("EmailAddress LIKE 'o*neil@example.com'");
    expect(owner(site)).toBe(1);
  });

  it('is believed to be nobody’s where the wildcard finds others alone', async () => {
    const other = { PartyId: 1, PartyNumber: 'A', EmailAddress: 'oxneil@example.com' };
    const site = open({ 'find-contact': () => items(other) }, { quotes: 'wildcard' });
    await site.deliver(submission());
    expect(site.callOf('create-contact')?.body).toMatchObject({ EmailAddress: "o'neil@example.com" });
  });

  it('that the site stumbles over concerns that applicant alone', async () => {
    const refuse = { 'find-contact': () => problem(400, { 'o:errorCode': '27515' }) };
    await expect(open(refuse).deliver(submission())).rejects.toMatchObject({ kind: 'rejected' });
    await expect(open(refuse).deliver()).rejects.toMatchObject({ kind: 'misconfigured' });
  });
});

describe('a contact that is made', () => {
  it('carries its source system and is made by an upsert, where both are wanted', async () => {
    const site = open({}, { sourceSystem: 'APPLICANT_INTAKE', upsertContacts: true });
    await site.deliver();
    const { headers, body } = site.callOf('create-contact') ?? {};
    expect(headers?.get('upsert-mode')).toBe('true');
    expect(body).toMatchObject({ SourceSystem: 'APPLICANT_INTAKE', SourceSystemReferenceValue: email });
    expect(site.callOf('create-service-request')?.headers.get('upsert-mode')).toBeNull();
  });

  it('and refused may be there by now', async () => {
    let asked = 0;
    const site = open({
      'find-contact': () => (asked++ === 0 ? items() : items(two)),
      'create-contact': () => problem(400, { 'o:errorCode': 'ZCA-1' }),
    });
    await site.deliver();
    expect(owner(site)).toBe(12);
  });

  it('and refused for good sets the application aside', async () => {
    const site = open({
      'create-contact': () => problem(400, { 'o:errorCode': '27021', 'o:errorPath': '/Country' }),
    });
    await expect(site.deliver()).rejects.toMatchObject({
      kind: 'rejected',
      message: 'create-contact: status 400, 27021 at Country',
    });
  });

  it('is made once, though the service request fails after it', async () => {
    let down = true;
    const site = open({
      'create-service-request': () =>
        down ? new Response('oops', { status: 500 }) : json({ SrId: 1, SrNumber: 'SR1' }, 201),
    });
    await expect(site.deliver()).rejects.toMatchObject({ kind: 'retry', uncertain: true });
    down = false;
    await site.deliver(undefined, 2);
    expect(site.steps().filter((step) => step === 'create-contact')).toHaveLength(1);
  });

  it('is looked for anew once a service request was refused that named it', async () => {
    let refused = true;
    const site = open({
      'create-service-request': () =>
        refused
          ? problem(400, { 'o:errorPath': '/PrimaryContactPartyId' })
          : json({ SrId: 1, SrNumber: 'SR1' }, 201),
      'find-contact': () => (refused ? items(one) : items(two)),
    });
    await expect(site.deliver()).rejects.toMatchObject({ kind: 'rejected' });
    await expect(site.deliver(undefined, 2)).rejects.toMatchObject({ kind: 'rejected' });
    refused = false;
    await site.deliver(undefined, 3);
    expect(
      site.calls.filter(({ step }) => step === 'create-service-request').at(-1)?.body.PrimaryContactPartyId,
    ).toBe(12);
  });
});

describe('a contact that is brought up to date', () => {
  const updateExisting = ['City', 'FirstName'];
  const there = (more: object = {}) => ({
    'find-contact': () => items(two),
    'read-contact': () =>
      json({ PartyId: 12, FirstName: 'Craig', City: 'Boulder', ...more }, 200, { etag: '"a"' }),
    'update-contact': () => json({ PartyId: 12 }),
  });

  it('gets what differs, under the mark of the state that was read', async () => {
    const site = open(there(), { updateExisting });
    await site.deliver();
    const { path, headers, body } = site.callOf('update-contact') ?? {};
    expect([path, headers?.get('if-match'), body]).toEqual(['contacts/CDRM_12', '"a"', { City: 'Denver' }]);
    expect(messageText(site.callOf('create-message'))).toContain('Updated on contact CDRM_12: City.');
  });

  it('gets a whole address where a part of it differs, and none where all that was answered is the same', async () => {
    const old = {
      AddressLine1: '1 Old Road',
      City: 'Austin',
      State: 'TX',
      PostalCode: '73301',
      Country: 'US',
    };
    const listed = ['AddressLine1', 'City', 'State', 'PostalCode', 'Country'];
    const answers = {
      street: undefined,
      city: 'Toronto',
      state: undefined,
      postal_code: 'M5V 2T6',
      country: 'CA',
    };
    const moved = open(there(old), { updateExisting: listed });
    await moved.deliver(submissionOf(answers));
    expect(moved.callOf('update-contact')?.body).toEqual({
      AddressLine1: null,
      City: 'Toronto',
      State: null,
      PostalCode: 'M5V 2T6',
      Country: 'CA',
    });
    const some = open(there(old), { updateExisting: ['City', 'FirstName', 'State'] });
    await some.deliver(submissionOf(answers));
    expect(some.callOf('update-contact')?.body).toEqual({ City: 'Toronto', State: null });
    const same = open(there(old), { updateExisting: listed });
    const short = {
      street: undefined,
      city: undefined,
      state: undefined,
      postal_code: '73301',
      country: 'US',
    };
    await same.deliver(submissionOf(short));
    expect(same.steps()).not.toContain('update-contact');
  });

  it('gets nothing where nothing differs', async () => {
    const site = open(there({ City: 'Denver' }), { updateExisting });
    await site.deliver();
    expect(site.steps()).not.toContain('update-contact');
  });

  it.each([
    ['links', { links: [{ rel: 'self', properties: { changeIndicator: 'c0de' } }] }],
    ['@context', { '@context': { links: [{ rel: 'self', properties: { changeIndicator: 'c0de' } }] } }],
  ])('takes the mark from %s where no header has it', async (_, more) => {
    const site = open(
      { ...there(), 'read-contact': () => json({ PartyId: 12, City: 'Boulder', ...more }) },
      { updateExisting: ['City'] },
    );
    await site.deliver();
    expect(site.callOf('update-contact')?.headers.get('if-match')).toBe('c0de');
  });

  it('is read again where somebody was faster, and left as it is the second time', async () => {
    let times = 0;
    const site = open(
      { ...there(), 'update-contact': () => (times++ === 0 ? problem(412) : json({ PartyId: 12 })) },
      { updateExisting },
    );
    await site.deliver();
    expect(site.steps().filter((step) => step === 'update-contact')).toHaveLength(2);
    const never = open({ ...there(), 'update-contact': () => problem(412) }, { updateExisting });
    await never.deliver();
    expect(messageText(never.callOf('create-message'))).toContain(
      'Contact CDRM_12 was not updated (City, FirstName): the site refused it (status 412).',
    );
  });
});

it('an address that cannot be one goes nowhere', async () => {
  const site = open({});
  await expect(site.deliver(submissionOf({ email: 'nobody' }))).rejects.toMatchObject({ kind: 'rejected' });
  expect(site.calls).toEqual([]);
});
