import { describe, expect, it } from 'vitest';
import { BASE, buildContact, buildIncident, openSite } from './site.ts';

describe('creating an incident', () => {
  it('with control characters in its subject is refused, unless the site is assumed to take them', async () => {
    const site = openSite();
    const odd = buildIncident({ subject: 'Application\r\nBcc: x' });
    const { status, body } = await site.post('incidents', odd);
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00006']);
    expect(site.simulator.records().incidents).toEqual([]);
    site.simulator.changeTenant({ assumptions: { cleanText: false } });
    expect((await site.post('incidents', odd)).status).toBe(201);
  });

  it('answers 201 with its address, its reference number and all of it, the contact as links', async () => {
    const site = openSite({ now: () => Date.UTC(2024, 4, 23, 10) });
    const { status, headers, body } = await site.post('incidents', buildIncident());
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${BASE}/incidents/${body.id}`);
    expect(body).toMatchObject({
      id: expect.any(Number),
      lookupName: '240523-000000',
      referenceNumber: '240523-000000',
      createdTime: '2024-05-23T10:00:00.000Z',
      subject: 'Application - Contractor Driver',
      primaryContact: {
        links: [
          { rel: 'self', href: `${BASE}/incidents/${body.id}/primaryContact` },
          { rel: 'canonical', href: `${BASE}/contacts/2` },
          { rel: 'describedby', mediaType: 'application/schema+json' },
        ],
      },
      statusWithType: { status: { id: 1 } },
      severity: null,
      threads: { links: [{ rel: 'self' }, { rel: 'full', templated: true }] },
      customFields: {
        c: {
          application_type: { id: expect.any(Number), lookupName: 'Contractor Driver' },
          truck_type: { id: expect.any(Number), lookupName: 'Straight Truck' },
          application_source: { id: expect.any(Number), lookupName: 'CDL Job Now' },
          submission_id: '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11',
        },
      },
    });
    expect(body.primaryContact).not.toHaveProperty('id');
    expect(site.simulator.records()).toMatchObject({
      incidents: [{ id: body.id, primaryContact: { id: 2 }, subject: 'Application - Contractor Driver' }],
    });
  });

  it('counts reference numbers from zero each day', async () => {
    let now = Date.UTC(2024, 4, 23, 23, 59);
    const site = openSite({ now: () => now });
    const create = async () => (await site.post('incidents', buildIncident())).body.referenceNumber;
    expect([await create(), await create()]).toEqual(['240523-000000', '240523-000001']);
    now = Date.UTC(2024, 4, 24);
    expect(await create()).toBe('240524-000000');
  });

  it('uses up no number when it is refused', async () => {
    const site = openSite({ now: () => Date.UTC(2024, 4, 23) });
    await site.post('incidents', buildIncident({ subject: 'x'.repeat(241) }));
    expect((await site.post('incidents', buildIncident())).body.referenceNumber).toBe('240523-000000');
  });

  it('happens twice when it is asked for twice', async () => {
    const site = openSite();
    await site.post('incidents', buildIncident());
    await site.post('incidents', buildIncident());
    expect(await site.rows('SELECT ID FROM Incidents')).toHaveLength(2);
  });

  it('takes everything that the vendor lets a caller set', async () => {
    const site = openSite();
    const body = buildIncident({
      threads: [{ text: 'Hello', entryType: { id: 3 }, contentType: { id: 1 }, channel: { id: 9 } }],
      statusWithType: { status: { id: 2 } },
      product: { id: 7 },
      category: { id: 3 },
      queue: { id: 2 },
      severity: { id: 2 },
      assignedTo: { staffGroup: { id: 9 } },
      fileAttachments: [{ fileName: 'cdl.pdf', contentType: 'application/pdf', data: 'AAAA' }],
    });
    const { status } = await site.post('incidents', body);
    expect(status).toBe(201);
    expect(site.simulator.records()).toMatchObject({
      incidents: [
        {
          threads: [{ text: 'Hello', entryType: { id: 3, lookupName: expect.any(String) } }],
          statusWithType: { status: { id: 2 } },
          assignedTo: { staffGroup: { id: 9 } },
        },
      ],
    });
  });

  it('finds the contact by name as well', async () => {
    const site = openSite();
    await site.post('contacts', buildContact());
    await site.post('incidents', buildIncident({ primaryContact: { lookupName: 'Craig Daniels' } }));
    expect(site.simulator.records()).toMatchObject({ incidents: [{ primaryContact: { id: 51718 } }] });
    await site.post('contacts', buildContact({ emails: [] }));
    const { status } = await site.post(
      'incidents',
      buildIncident({ primaryContact: { lookupName: 'Craig Daniels' } }),
    );
    expect(status).toBe(400);
  });
});

describe('an incident is refused', () => {
  it('without a contact', async () => {
    const { primaryContact: _p, ...without } = buildIncident();
    for (const body of [without, { ...without, primaryContact: null }]) {
      const answer = await openSite().post('incidents', body);
      expect(answer.status).toBe(400);
      expect(answer.body.detail).toContain('primaryContact');
    }
  });

  it('with a contact that does not exist', async () => {
    const { status, body } = await openSite().post(
      'incidents',
      buildIncident({ primaryContact: { id: 99 } }),
    );
    expect(status).toBe(400);
    expect(body).toMatchObject({ 'o:errorCode': 'OSC-CREST-00006', detail: 'No such Contact with ID = 99' });
  });

  it.each([
    ['a contact id as text', { primaryContact: { id: '2' } }],
    ['a contact as a bare number', { primaryContact: 2 }],
    ['a subject of 241 characters', { subject: 'x'.repeat(241) }],
    ['a subject that is no text', { subject: 5 }],
    ['a thread without text', { threads: [{ entryType: { id: 3 } }] }],
    ['a kind of thread there is not', { threads: [{ text: 'x', entryType: { id: 5 } }] }],
    ['a submission id of 41 characters', { customFields: { c: { submission_id: 'x'.repeat(41) } } }],
    ['a submission id that is a number', { customFields: { c: { submission_id: 5 } } }],
    ['a truck that is not in the menu', { customFields: { c: { truck_type: { lookupName: 'Tank' } } } }],
    ['a truck as text', { customFields: { c: { truck_type: 'Straight Truck' } } }],
    ['a source of its own', { source: { id: 1 } }],
    ['a chat queue of its own', { chatQueue: { id: 1 } }],
    ['a reference number of its own', { referenceNumber: '240523-000000' }],
    ['a status type of its own', { statusWithType: { statusType: { id: 1 } } }],
  ])('with %s', async (_what, changes) => {
    const site = openSite();
    const { status, body } = await site.post('incidents', buildIncident(changes));
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00006']);
    expect(site.simulator.records()).toMatchObject({ incidents: [] });
  });

  it.each([
    ['status', { status: { id: 1 } }],
    ['body', { threads: [{ text: 'x', body: 'y' }] }],
    ['submissionId', { customFields: { c: { submissionId: 'x' } } }],
  ])('with the unknown property %s', async (name, changes) => {
    const { body } = await openSite().post('incidents', buildIncident(changes));
    expect(body).toMatchObject({
      'o:errorCode': 'OSC-CREST-00013',
      detail: `Invalid property specified: ${name}`,
    });
  });

  it('with a field that the tenant does not have', async () => {
    const site = openSite({ customFields: { incidents: { submission_id: null } } });
    const { body } = await site.post('incidents', buildIncident());
    expect(body.detail).toBe('Invalid property specified: submission_id');
  });
});

it('a subject may have 240 characters and a submission id 40', async () => {
  const { status } = await openSite().post(
    'incidents',
    buildIncident({ subject: 'x'.repeat(240), customFields: { c: { submission_id: 'x'.repeat(40) } } }),
  );
  expect(status).toBe(201);
});
