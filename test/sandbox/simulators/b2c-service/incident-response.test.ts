import { describe, expect, it } from 'vitest';
import { buildIncident, openSite } from './site.ts';

describe('an incident response', () => {
  it('saves the incident, answers 200 with the wrapper, and puts a mail on record', async () => {
    const site = openSite({ now: () => Date.UTC(2026, 10, 21) });
    const { status, body } = await site.post('incidentResponse', {
      incident: buildIncident({ threads: [{ text: 'Thank you', entryType: { id: 2 } }] }),
      cc: { emailAddresses: ['recruiter@example.com'] },
      bcc: { emailAddresses: [] },
      useEmailSignature: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      incident: { id: 84001, referenceNumber: '261121-000000' },
      cc: { emailAddresses: ['recruiter@example.com'] },
      useEmailSignature: true,
    });
    expect((await site.get('incidents/84001')).body).toEqual(body.incident);
    expect(site.simulator.records().sentMails).toEqual([
      {
        at: '2026-11-21T00:00:00.000Z',
        incident: 84001,
        to: 'alex.rivers@example.com',
        cc: ['recruiter@example.com'],
        bcc: [],
        subject: 'Application - Contractor Driver',
        useEmailSignature: true,
      },
    ]);
  });

  it('changes the incident that it names', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident())).body;
    const { status } = await site.post('incidentResponse', { incident: { id, subject: 'Received' } });
    expect(status).toBe(200);
    expect(await site.rows('SELECT ID, Subject FROM Incidents')).toEqual([[String(id), 'Received']]);
  });

  it('is not what posting to incidents does', async () => {
    const site = openSite();
    await site.post('incidents', buildIncident());
    expect(site.simulator.records().sentMails).toEqual([]);
  });

  it.each([
    ['no incident', {}, 400],
    ['an unknown member', { incident: buildIncident(), to: 'x' }, 400],
    ['copies as a bare list', { incident: buildIncident(), cc: ['a@example.com'] }, 400],
    ['an incident there is not', { incident: { id: 5, subject: 'x' } }, 404],
    ['a bad incident', { incident: buildIncident({ subject: 5 }) }, 400],
  ])('is refused with %s, and sends nothing', async (_what, body, status) => {
    const site = openSite();
    expect((await site.post('incidentResponse', body)).status).toBe(status);
    expect(site.simulator.records()).toMatchObject({ incidents: [], sentMails: [] });
  });
});
