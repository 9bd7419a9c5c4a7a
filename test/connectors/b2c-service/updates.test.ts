import { describe, expect, it } from 'vitest';
import { type CrmOptions, openCrm, submissionOf } from '../../support/b2c-service.ts';
import { keepCheckpoints } from '../../support/files.ts';

const address = [
  'address.street',
  'address.city',
  'address.postalCode',
  'address.stateOrProvince.lookupName',
];

/** What contact 2 of the vendor's example says when it has moved from Bozeman, Montana, to Boston, Massachusetts. */
const moved = {
  first_name: 'Alexandra',
  email: 'alex.rivers@example.com',
  street: '1 Main St',
  city: 'Boston',
  state: 'MA',
  country: 'US',
  postal_code: '02101',
};

/** A delivery for contact 2, with what the site holds of it afterwards. */
async function update(updateExisting: readonly string[], options: CrmOptions = {}, answers: object = moved) {
  const crm = openCrm({ ...options, connector: { updateExisting, ...options.connector } });
  const receipt = await crm.deliver(submissionOf({ ...answers }));
  const [contact] = (crm.simulator.records() as ReturnType<typeof JSON.parse>).contacts;
  const patches = crm.calls().filter(({ context }) => context.endsWith('update-contact'));
  return { ...crm, receipt, contact, patches, thread: crm.incidents()[0].threads[0].text as string };
}

describe('a contact that is there already', () => {
  it('is not touched unless the settings say so', async () => {
    const { contact, calls } = await update([]);
    expect(contact.address.city).toBe('Bozeman');
    expect(calls().map(({ what }) => what)).toEqual([expect.stringMatching(/^SELECT/), 'POST incidents']);
  });

  it('is brought up to date with the lines that the settings name, and no others', async () => {
    const { contact, patches, thread } = await update(address);
    expect(patches).toMatchObject([
      {
        what: 'PATCH contacts/2',
        body: {
          address: {
            street: '1 Main St',
            city: 'Boston',
            postalCode: '02101',
            stateOrProvince: { lookupName: 'MA' },
          },
        },
      },
    ]);
    expect(contact.address).toMatchObject({
      city: 'Boston',
      stateOrProvince: { id: 23, lookupName: 'MA' },
      // As in the vendor's example: not sent, and kept.
      country: { id: 1, lookupName: 'US' },
    });
    expect(contact.name.first).toBe('Alex');
    expect(thread).toContain(
      '\nNotes\nUpdated on contact 2: address.street, address.city, address.postalCode, address.stateOrProvince.lookupName.\n',
    );
  });

  it('gets only what differs', async () => {
    const same = { ...moved, street: '20 Main St', city: 'Bozeman', state: 'MT', postal_code: '59718' };
    const { patches, contact } = await update(address, {}, same);
    expect(patches.map(({ body }) => body)).toEqual([{ address: { postalCode: '59718' } }]);
    expect(contact.address).toMatchObject({ city: 'Bozeman', postalCode: '59718' });
  });

  it('is read and left alone where nothing differs', async () => {
    const same = { ...moved, street: '20 Main St', city: 'Bozeman', state: 'MT', postal_code: '59715' };
    const { calls, thread } = await update(address, {}, same);
    expect(calls().map(({ what }) => what)).toEqual([
      expect.stringMatching(/^SELECT/),
      'GET contacts/2',
      'POST incidents',
    ]);
    expect(thread).not.toContain('Notes');
  });

  it('is not even read where the person said nothing of it', async () => {
    const { calls } = await update(['address.street'], {}, { ...moved, street: undefined });
    expect(calls().map(({ what }) => what)).not.toContain('GET contacts/2');
  });

  it('gets menu values by id where they go out so', async () => {
    const lines = ['address.stateOrProvince.lookupName', 'customFields.c.cdl_type.lookupName'];
    const { patches } = await update(lines, { connector: { menuValues: 'id' } });
    expect(patches.map(({ body }) => body)).toEqual([
      { address: { stateOrProvince: { id: 23 } }, customFields: { c: { cdl_type: { id: 96 } } } },
    ]);
  });

  it('is updated through a tunnel where the site’s firewall lets no PATCH through', async () => {
    const { patches, contact } = await update(address, { connector: { updateBy: 'tunnel' } });
    expect(patches).toMatchObject([
      { what: 'POST contacts/2', headers: { 'x-http-method-override': 'PATCH' } },
    ]);
    expect(contact.address.city).toBe('Boston');
  });

  it('is updated by another method through no tunnel', async () => {
    const { everyCall } = await update(address);
    expect(everyCall().filter(({ headers }) => 'x-http-method-override' in headers)).toEqual([]);
  });

  it('is updated too when it was somebody else who made it a moment ago', async () => {
    const crm = openCrm({ connector: { updateExisting: ['address.city'] } });
    const other = { emails: [{ address: 'craig.daniels@example.com', addressType: { id: 0 } }] };
    await crm.deliver(submissionOf());
    expect(crm.contacts()[0]).toMatchObject(other);
    const again = openCrm({
      connector: { updateExisting: ['address.city'] },
      before: (call) =>
        call === 'create-contact' && again.contacts().length === 0
          ? again.addContact('craig.daniels@example.com', { address: { city: 'Boulder' } })
          : undefined,
    });
    await again.deliver(submissionOf());
    expect(again.contacts()).toMatchObject([{ address: { city: 'Denver' } }]);
  });
});

describe('an update whose incident then fails', () => {
  it('is noted on the incident of the next attempt, though nothing differs any more', async () => {
    const crm = openCrm({ connector: { updateExisting: address } });
    const { kept, record } = keepCheckpoints();
    const submission = submissionOf(moved);
    crm.simulator.failNext('create-incident', 'status-500');
    await expect(crm.deliver(submission, 1, { record })).rejects.toMatchObject({ kind: 'retry' });
    await crm.deliver(submission, 2, { checkpoints: kept, record });
    expect(crm.incidents()).toHaveLength(1);
    expect(crm.incidents()[0].threads[0].text).toContain('\nNotes\nUpdated on contact 2: address.street, ');
  });
});

describe('an update that the site refuses', () => {
  it.each([
    ['status-400', 'OSC-CREST-00006'],
    ['status-404', 'OSC-CREST-00013'],
  ] as const)('(%s) is noted on the incident, which is delivered all the same', async (fault, code) => {
    for (const operation of ['update-contact', 'read-contact']) {
      const crm = openCrm({ connector: { updateExisting: address } });
      crm.simulator.failNext(operation, fault);
      await crm.deliver(submissionOf(moved));
      expect(crm.incidents()[0].threads[0].text).toContain(
        `\nNotes\nContact 2 was not updated (${address.join(', ')}): the site refused it (${code}).\n`,
      );
    }
  });

  it('for want of a right is noted on the incident, which is delivered all the same', async () => {
    const { thread, contact } = await update(address, { site: { permissions: { updateContacts: false } } });
    expect(thread).toContain(
      `\nContact 2 was not updated (${address.join(', ')}): the site refused it (OSC-CREST-00015).\n`,
    );
    expect(contact.address.city).toBe('Bozeman');
  });

  it('is noted beside what else there is to say', async () => {
    const crm = openCrm({
      site: { emailSharing: true, permissions: { updateContacts: false } },
      connector: { updateExisting: address },
    });
    await crm.addContact(moved.email);
    await crm.deliver(submissionOf(moved));
    expect(crm.incidents()[0].threads[0].text).toMatch(
      /\nNotes\n2 contacts have this e-mail address: .*\nContact 51718 was not updated .*\n\n/,
    );
  });

  it.each([
    ['status-500', 'retry', true],
    ['status-503', 'retry', true],
    ['reset-after-commit', 'retry', true],
    ['status-429', 'retry', false],
    ['unauthorized', 'misconfigured', false],
  ] as const)(
    'for a reason that is not the update’s own (%s) ends the attempt: %s',
    async (fault, kind, uncertain) => {
      const crm = openCrm({ connector: { updateExisting: address } });
      crm.simulator.failNext('update-contact', fault);
      const submission = submissionOf(moved);
      await expect(crm.deliver(submission)).rejects.toMatchObject({ kind, uncertain });
      expect(crm.incidents()).toEqual([]);
      await crm.deliver(submission, 2);
      expect(crm.incidents()).toHaveLength(1);
    },
  );
});

it('a contact that makes no sense when it is read is neither updated nor passed over', async () => {
  const crm = openCrm({ connector: { updateExisting: address } });
  crm.simulator.failNext('read-contact', 'wrong-shape');
  await expect(crm.deliver(submissionOf(moved))).rejects.toMatchObject({
    kind: 'retry',
    message: 'read-contact: the reply cannot be read',
  });
  expect(crm.calls().map(({ what }) => what)).toEqual([expect.stringMatching(/^SELECT/), 'GET contacts/2']);
});

describe('an update that is answered with a page', () => {
  it('was not made by that, and is tried again', async () => {
    const crm = openCrm({ connector: { updateExisting: address } });
    crm.simulator.failNext('update-contact', 'html-200');
    await expect(crm.deliver(submissionOf({ ...moved }))).rejects.toMatchObject({
      kind: 'retry',
      message: 'update-contact: the reply cannot be read',
    });
    expect(crm.incidents()).toEqual([]);
    await crm.deliver(submissionOf({ ...moved }), 2);
    expect(crm.incidents()).toHaveLength(1);
  });
});
