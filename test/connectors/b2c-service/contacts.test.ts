import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../src/connectors/b2c-service/contacts.ts';
import { chooseContact } from '../../../src/connectors/b2c-service/contacts.ts';
import { type CrmOptions, openCrm, submissionOf } from '../../support/b2c-service.ts';
import { reply } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';
import { openWay } from '../../support/way.ts';

const email = 'craig.daniels@example.com';

/** A site that shares addresses, with a contact for each of these, in this order; true for one that is disabled. */
async function openShared(disabled: readonly boolean[], options: CrmOptions = {}) {
  const crm = openCrm({ ...options, site: { emailSharing: true, ...options.site } });
  for (const each of disabled) await crm.addContact(email, { disabled: each });
  return crm;
}

/** The id of the contact that got the incident, counted from 1 in the order in which contacts were made. */
const chosen = (crm: Awaited<ReturnType<typeof openShared>>) => crm.incidents()[0].primaryContact.id - 51_717;
const threadOf = (crm: Awaited<ReturnType<typeof openShared>>) => crm.incidents()[0].threads[0].text;

describe('of several contacts with one address', () => {
  it.each([
    ['the newest', [false, false, false], 'newest', 3],
    ['the newest that is enabled', [false, false, true], 'newest', 2],
    ['the newest, where all are disabled', [true, true], 'newest', 2],
    ['the oldest', [false, false, false], 'oldest', 1],
    ['the oldest that is enabled', [true, false, false], 'oldest', 2],
    ['the oldest, where all are disabled', [true, true], 'oldest', 1],
  ] as const)('%s is taken', async (_, disabled, severalContacts, expected) => {
    for (const booleanCells of ['digits', 'words'] as const) {
      const site = { assumptions: { booleanCells } };
      const crm = await openShared(disabled, { site, connector: { severalContacts } });
      await crm.deliver(submissionOf());
      expect(chosen(crm)).toBe(expected);
      expect(crm.contacts()).toHaveLength(disabled.length);
    }
  });

  it('a recruiter is told which was taken', async () => {
    const crm = await openShared([false, false, true]);
    await crm.deliver(submissionOf());
    expect(threadOf(crm)).toContain(
      '\n\nNotes\n3 contacts have this e-mail address: 51720, 51719, 51718. This incident was put on 51719, the newest one that is enabled.\n\n',
    );
    const disabled = await openShared([true, true], { connector: { severalContacts: 'oldest' } });
    await disabled.deliver(submissionOf());
    expect(threadOf(disabled)).toContain(
      '2 contacts have this e-mail address: 51719, 51718. This incident was put on 51718, the oldest one. It is disabled.\n',
    );
  });

  it('none is taken where a person shall choose', async () => {
    const crm = await openShared([false, true], { connector: { severalContacts: 'attention' } });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message:
        'find-contact: contacts 51719, 51718 have the same address; merge them, or set severalContacts to newest',
    });
    expect(crm.incidents()).toEqual([]);
  });

  it('one is the only one where a row comes twice, once for each of its slots', async () => {
    const site = await startFakeSite(
      {
        'find-contact': (response) =>
          reply(response, 200, {
            items: [
              {
                rows: [
                  ['7', null],
                  ['7', null],
                ],
              },
            ],
          }),
      },
      { severalContacts: 'attention' },
    );
    await site.deliver();
    expect(JSON.parse(site.requests.at(-1)?.body ?? '').primaryContact).toEqual({ id: 7 });
  });
});

describe('a single contact', () => {
  it('that is disabled is taken, and a recruiter told', async () => {
    const crm = await openShared([true], { connector: { severalContacts: 'attention' } });
    await crm.deliver(submissionOf());
    expect(chosen(crm)).toBe(1);
    expect(threadOf(crm)).toContain('\nNotes\nContact 51718 is disabled.\n');
  });

  it('that is enabled is nothing to tell', async () => {
    const crm = await openShared([false]);
    await crm.deliver(submissionOf());
    expect(threadOf(crm)).not.toContain('Notes');
  });

  it.each([
    [[], undefined],
    [[{ id: 7, disabled: false }], { id: 7, note: undefined }],
  ] as const)('is chosen of %j', (contacts: readonly Contact[], choice) => {
    const options = { severalContacts: 'newest', recheckMs: 1 } as const;
    expect(chooseContact(contacts, options)).toEqual(choice);
  });
});

describe('a site that has no column for that', () => {
  it('is asked without it, from then on too', async () => {
    const site = await startFakeSite({
      'find-contact': (response, { url }) =>
        url.includes('Disabled')
          ? reply(response, 400, problem('00007', 'Unknown table or column: Disabled'))
          : reply(response, 200, rows('5', '7')),
    });
    for (let person = 0; person < 2; person += 1) {
      await site.deliver();
      expect(JSON.parse(site.requests.at(-1)?.body ?? '').primaryContact).toEqual({ id: 7 });
    }
    expect(site.count('find-contact')).toBe(3);
  });

  it('is not what a site is that refuses both', async () => {
    const site = await startFakeSite({
      'find-contact': (response) => reply(response, 400, problem('00007')),
    });
    for (let person = 0; person < 2; person += 1) {
      expect(await site.deliver()).toMatchObject({
        kind: 'misconfigured',
        message:
          'find-contact: status 400, OSC-CREST-00007, the site refuses to look up contacts or incidents',
      });
    }
    expect(site.count('find-contact')).toBe(4);
  });
});

describe('whether a contact is disabled', () => {
  it.each([
    ['0', false],
    ['false', false],
    ['No', false],
    ['', false],
    [null, false],
    ['1', true],
    ['true', true],
    ['Yes', true],
  ])('is read from the cell %j', async (cell, disabled) => {
    const site = await startFakeSite({
      'find-contact': (response) =>
        reply(response, 200, {
          items: [
            {
              rows: [
                ['5', '0'],
                ['7', cell],
              ],
            },
          ],
        }),
    });
    await site.deliver();
    expect(JSON.parse(site.requests.at(-1)?.body ?? '').primaryContact).toEqual({ id: disabled ? 5 : 7 });
  });
});

describe('a contact that somebody else makes at the same moment', () => {
  it('is taken, and the application arrives on it', async () => {
    const crm = openCrm();
    crm.simulator.failNext('create-contact', 'race');
    const receipt = await crm.deliver(submissionOf());
    expect(crm.contacts()).toHaveLength(1);
    expect(crm.incidents()).toMatchObject([{ id: Number(receipt.id), primaryContact: { id: 51_718 } }]);
  });

  it('is not there: then the site’s refusal stands', async () => {
    const crm = openCrm();
    crm.simulator.failNext('create-contact', 'status-400');
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      message: 'create-contact: status 400, OSC-CREST-00006',
    });
    expect(crm.incidents()).toEqual([]);
  });

  it('is looked for once only', async () => {
    const crm = openCrm();
    crm.simulator.failNext('create-contact', 'status-400', { times: 5 });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'rejected' });
    const looks = crm.calls().filter(({ what }) => what.includes('FROM Contacts'));
    expect(looks).toHaveLength(2);
  });
});

describe('two applications from one new address at one time', () => {
  it.each(['no trouble', 'reset-after-commit', 'timeout-after-commit'] as const)(
    'become one contact and two incidents, with %s',
    async (fault) => {
      const way = openWay();
      if (fault !== 'no trouble') way.simulator.failNext('create-contact', fault);
      const ids = [
        await way.submit(submissionOf()),
        await way.submit(submissionOf({ email: email.toUpperCase() })),
      ];
      await way.run();
      for (const id of ids) expect(await way.stateOf(id)).toMatchObject({ state: 'delivered' });
      expect(way.contacts()).toHaveLength(1);
      expect(way.incidents()).toHaveLength(2);
    },
  );

  it('become one contact even where they take no turns, since the site refuses the second', async () => {
    const crm = openCrm();
    await Promise.all([crm.deliver(submissionOf()), crm.deliver(submissionOf())]);
    expect(crm.contacts()).toHaveLength(1);
    expect(crm.incidents()).toHaveLength(2);
  });
});
