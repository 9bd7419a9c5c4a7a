import { describe, expect, it } from 'vitest';
import { submissionOf } from '../../support/b2c-service.ts';
import { ids, items, json, messageText, openCanned } from '../../support/canned-fusion.ts';
import { licenseFile } from '../../support/license-file.ts';

const id = '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11';
const submission = (answers = {}, envelope = {}) => submissionOf(answers, { id, ...envelope });
describe('a first attempt', () => {
  it('looks for the contact, and makes contact, service request, message and interaction', async () => {
    const site = openCanned();
    expect(await site.deliver(submission())).toEqual({ id: ids.serviceRequest, reference: 'SR0000012345' });
    expect(site.steps()).toEqual([
      'find-contact',
      'create-contact',
      'create-service-request',
      'create-message',
      'create-interaction',
    ]);
    expect(site.checkpoints).toEqual({
      contact: ids.contact,
      serviceRequest: ids.serviceRequest,
      serviceRequestNumber: 'SR0000012345',
      message: 'made',
      interaction: '4001',
      interactionNumber: '4001',
      reference: 'made',
    });
  });

  it('sends attributes as the vendor has them, and ids of 18 digits as bare digits', async () => {
    const site = openCanned(
      {},
      { buOrgId: '300000001111111119', queueId: '300000002222222229', severity: 'ORA_SVC_SEV2' },
    );
    await site.deliver(submission());
    expect(site.callOf('create-contact')?.body).toEqual({
      FirstName: 'Craig',
      LastName: 'Daniels',
      EmailAddress: 'craig.daniels@example.com',
      MobileNumber: '720-555-0113',
      MobileCountryCode: '1',
      AddressLine1: '110 Main St',
      City: 'Denver',
      State: 'CO',
      PostalCode: '80207',
      Country: 'US',
    });
    expect(site.callOf('create-service-request')?.body).toEqual({
      Title: 'Application - Contractor Driver',
      ProblemDescription: expect.stringContaining('First name: Craig\n'),
      BUOrgId: 300000001111111119n,
      QueueId: 300000002222222229n,
      SeverityCd: 'ORA_SVC_SEV2',
      ChannelTypeCd: 'ORA_SVC_WEB',
      PrimaryContactPartyId: BigInt(ids.contact),
      SubmissionId_c: id,
    });
    expect(site.callOf('create-service-request')?.text).toContain(`"PrimaryContactPartyId":${ids.contact}`);
    expect(site.callOf('create-interaction')?.body).toEqual({
      ChannelTypeCd: 'ORA_SVC_WEB',
      DirectionCd: 'ORA_SVC_INBOUND',
      Description: expect.stringContaining('First name: Craig\n'),
      ContactPartyId: BigInt(ids.contact),
      OriginalSystemReference: id,
      interactionReferences: [{ ObjectTypeCd: 'SVC_SERVICE_REQUESTS', ObjectId: BigInt(ids.serviceRequest) }],
    });
    expect(site.callOf('create-interaction')?.text).toContain(`"ObjectId":${ids.serviceRequest}`);
  });

  it('puts the whole application into the message, in base64 and in UTF-8', async () => {
    const site = openCanned();
    await site.deliver(submission({ last_name: 'Nguyễn-李' }));
    const { path, body } = site.callOf('create-message') ?? {};
    expect(path).toBe('serviceRequests/SR0000012345/child/messages');
    expect(body).toEqual({
      MessageTypeCd: 'ORA_SVC_CUSTOMER_ENTRY',
      StatusCd: 'ORA_SVC_READY',
      ChannelTypeCd: 'ORA_SVC_WEB',
      MessageContent: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    });
    expect(messageText(site.callOf('create-message'))).toMatch(/Last name: Nguyễn-李\n(.*\n)+Id: 0b7e3f52/);
  });

  it('writes a message in HTML where the site shows HTML, and escapes what was typed', async () => {
    const site = openCanned({}, { messageFormat: 'html' });
    await site.deliver(submission({ last_name: '<b>&"' }));
    expect(messageText(site.callOf('create-message'))).toContain('Last name: &lt;b&gt;&amp;&quot;<br>\n');
  });

  it('sends the headers that are set, and asks for errors in their own media type', async () => {
    const site = openCanned(
      {},
      { metadataContext: 'sandbox="Trial"', contentType: 'application/vnd.oracle.adf.resourceitem+json' },
    );
    await site.deliver(submission());
    for (const { method, headers } of site.calls) {
      expect(headers.get('accept')).toBe('application/json, application/vnd.oracle.adf.error+json');
      expect(headers.get('rest-framework-version')).toBe('9');
      expect(headers.get('metadata-context')).toBe('sandbox="Trial"');
      expect(headers.get('upsert-mode')).toBeNull();
      expect(headers.get('content-type')).toBe(
        method === 'GET' ? null : 'application/vnd.oracle.adf.resourceitem+json',
      );
    }
    const plain = openCanned({}, { frameworkVersion: null });
    await plain.deliver(submission());
    expect(plain.calls.map(({ headers }) => headers.get('rest-framework-version'))).not.toContain('9');
  });

  it('asks for the queue by an action of its own media type, where that is wanted', async () => {
    const site = openCanned({}, { assignQueue: true });
    await site.deliver(submission());
    const { headers, body } = site.callOf('assign-queue') ?? {};
    expect(headers?.get('content-type')).toBe('application/vnd.oracle.adf.action+json');
    expect(body).toEqual({ srNumber: 'SR0000012345', overrideQueueFlag: false });
  });

  it('sends the files with the service request, each with its name and its bytes', async () => {
    const site = openCanned({}, { attachmentNames: { contents: 'FileBytes' } });
    await site.deliver(submission(), 1, { files: [licenseFile] });
    const { path, body } = site.callOf('attach-file') ?? {};
    expect(path).toBe('serviceRequests/SR0000012345/child/Attachment');
    expect(body).toEqual({
      DatatypeCode: 'FILE',
      FileName: 'license.pdf',
      UploadedFileContentType: 'application/pdf',
      FileBytes: btoa('%PDF-1.7\n'),
      CategoryName: 'MISC',
      Title: 'license.pdf',
    });
    expect(site.checkpoints).toHaveProperty(['file:7d8e']);
  });

  it('makes the reference afterwards, where that is wanted', async () => {
    const site = openCanned({}, { references: 'child' });
    await site.deliver(submission());
    expect(site.callOf('create-interaction')?.body).not.toHaveProperty('interactionReferences');
    const { path, text } = site.callOf('create-reference') ?? {};
    expect(path).toBe('interactions/4001/child/interactionReferences');
    expect(text).toBe(`{"ObjectTypeCd":"SVC_SERVICE_REQUESTS","ObjectId":${ids.serviceRequest}}`);
  });
});

describe('a later attempt', () => {
  const sr = `{"SrId":${ids.serviceRequest},"SrNumber":"SR0000012345","PrimaryContactPartyId":${ids.contact}`;
  const found = () => json(`{"items":[${sr},"SubmissionId_c":"${id}"}],"hasMore":false}`);

  it('finds the service request by the submission’s id, and creates none', async () => {
    const site = openCanned({ 'find-service-request': found });
    expect(await site.deliver(submission(), 2)).toEqual({
      id: ids.serviceRequest,
      reference: 'SR0000012345',
    });
    expect(site.steps()).toEqual([
      'find-service-request',
      'list-messages',
      'create-message',
      'find-interaction',
      'create-interaction',
    ]);
    expect(site.calls[0]?.query.get('q')).toBe(`SubmissionId_c='${id}'`);
    expect(site.callOf('create-interaction')?.body.ContactPartyId).toBe(BigInt(ids.contact));
  });

  it('creates nothing that it finds', async () => {
    const message = { MessageId: 1, MessageTypeCd: 'X', MessageContent: btoa(`…\nId: ${id}`.slice(1)) };
    const site = openCanned({
      'find-service-request': found,
      'list-messages': () => items(message),
      'find-interaction': () => items({ InteractionId: 4001, OriginalSystemReference: id }),
      'list-references': () =>
        json(`{"items":[{"ObjectTypeCd":"SVC_SERVICE_REQUESTS","ObjectId":${ids.serviceRequest}}]}`),
      'list-files': () => items({ FileName: 'license.pdf' }),
    });
    await site.deliver(submission(), 2, { files: [licenseFile] });
    expect(site.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('sends no file while the names of those that are there cannot be told', async () => {
    const site = openCanned({
      'find-service-request': found,
      'list-files': () => items({ AttachedDocumentId: 6001 }, { AttachedDocumentId: 6002, FileName: null }),
    });
    await expect(site.deliver(submission(), 2, { files: [licenseFile] })).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('set attachmentNames.fileName'),
    });
    expect(site.steps()).not.toContain('attach-file');
  });

  it('takes a number for text that a site writes without quotes', async () => {
    const contact = { PartyId: 1, PartyNumber: 7, EmailAddress: 'craig.daniels@example.com' };
    const interaction = { InteractionId: 4001, InteractionNumber: 300000012345678 };
    const site = openCanned(
      {
        'find-contact': () => items(contact),
        'create-contact': () => json(contact, 201),
        'create-service-request': () => json({ SrId: 3, SrNumber: 5 }, 201),
        'create-interaction': () => json(interaction, 201),
      },
      { knownRecord: '7' },
    );
    expect(await site.deliver(submission())).toEqual({ id: '3', reference: '5' });
    expect(site.checkpoints).toMatchObject({ interactionNumber: '300000012345678' });
    expect(site.callOf('create-message')?.path).toBe('serviceRequests/5/child/messages');
    const again = openCanned({
      'find-service-request': () => items({ SrId: 3, SrNumber: 5, SubmissionId_c: id }),
      'find-interaction': () => items({ ...interaction, OriginalSystemReference: id }),
    });
    expect(await again.deliver(submission(), 2)).toEqual({ id: '3', reference: '5' });
  });

  it('gives an interaction its reference that was found without one', async () => {
    const site = openCanned({
      'find-service-request': found,
      'find-interaction': () => items({ InteractionId: 4001, OriginalSystemReference: id }),
    });
    await site.deliver(submission(), 2);
    expect(site.steps().slice(-3)).toEqual(['find-interaction', 'list-references', 'create-reference']);
  });

  it('goes on behind what was recorded', async () => {
    const site = openCanned();
    await site.deliver(submission(), 1);
    const before = site.calls.length;
    await site.deliver(submission(), 2);
    expect(site.calls.length).toBe(before);
  });

  it('takes a message whose content the listing hides for ours by its type', async () => {
    const listed = (MessageTypeCd: string) =>
      openCanned({
        'find-service-request': found,
        'list-messages': () => items({ MessageId: 1, MessageTypeCd }),
      });
    const ours = listed('ORA_SVC_CUSTOMER_ENTRY');
    await ours.deliver(submission(), 2);
    expect(ours.steps()).not.toContain('create-message');
    const other = listed('ORA_SVC_INTERNAL_NOTE');
    await other.deliver(submission(), 2);
    expect(other.steps()).toContain('create-message');
  });

  it('believes no row that does not carry the id: the site does not filter', async () => {
    const site = openCanned({
      'find-service-request': () => json(`{"items":[${sr},"SubmissionId_c":"another"}]}`),
    });
    await expect(site.deliver(submission(), 2)).rejects.toMatchObject({
      kind: 'misconfigured',
      message: 'find-service-request: the site answers with service requests whose SubmissionId_c is another',
    });
    const interactions = openCanned({
      'find-service-request': found,
      'find-interaction': () => items({ InteractionId: 1, OriginalSystemReference: 'another' }),
    });
    await expect(interactions.deliver(submission(), 2)).rejects.toMatchObject({ kind: 'misconfigured' });
  });

  it('creates nothing while the account does not see what is known to be there', async () => {
    for (const knownRecord of ['known@example.com', 'CDRM_1']) {
      const site = openCanned({}, { knownRecord });
      await expect(site.deliver(submission(), 2)).rejects.toMatchObject({ kind: 'misconfigured' });
      expect(site.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    }
    const seeing = openCanned(
      {
        'find-contact': ({ query }) =>
          query.get('q') === "PartyNumber='CDRM_1'" ? items({ PartyId: 1, PartyNumber: 'CDRM_1' }) : items(),
      },
      { knownRecord: 'CDRM_1' },
    );
    await seeing.deliver(submission(), 2);
    expect(seeing.steps()).toContain('create-service-request');
  });
});

describe('a file that comes once the application is delivered', () => {
  it('goes onto the service request that was made for it', async () => {
    const site = openCanned();
    const previous = await site.deliver(submission());
    const before = site.calls.length;
    expect(await site.deliver(submission(), 2, { files: [licenseFile], previous })).toEqual(previous);
    expect(site.steps().slice(before)).toEqual(['list-files', 'attach-file']);
    expect(site.callOf('attach-file')?.path).toContain('serviceRequests/SR0000012345/');
  });

  it('goes onto no service request that happens to have the number of its interaction', async () => {
    for (const previous of [{ id: '4001', reference: '4001' }, { id: '4001' }]) {
      const site = openCanned();
      const checkpoints = { interaction: '4001', interactionNumber: '4001', complete: 'placed' };
      await expect(
        site.deliver(submission(), 2, { files: [licenseFile], previous, checkpoints }),
      ).rejects.toMatchObject({
        kind: 'rejected',
        message: expect.stringContaining('its files stay in the proxy'),
      });
      expect(site.steps()).toEqual(['find-service-request']);
    }
  });

  it('goes onto the service request that carries its id, should there be one after all', async () => {
    const row = { SrId: 3, SrNumber: 'SR3', SubmissionId_c: id };
    const site = openCanned({ 'find-service-request': () => items(row) });
    const previous = { id: '4001', reference: '4001' };
    expect(await site.deliver(submission(), 2, { files: [licenseFile], previous })).toEqual(previous);
    expect(site.callOf('attach-file')?.path).toContain('serviceRequests/SR3/');
  });
});

describe('without an attribute for the id', () => {
  it('the title carries it, within its length, and is searched', async () => {
    const site = openCanned(
      {},
      { submissionIdField: null, mapping: { serviceRequest: { Title: { constant: 'x'.repeat(500) } } } },
    );
    await site.deliver(submission(), 2);
    const { Title, ...rest } = site.callOf('create-service-request')?.body ?? {};
    expect(Title).toHaveLength(400);
    expect(Title).toMatch(new RegExp(`x… #${id}$`));
    expect(rest).not.toHaveProperty('SubmissionId_c');
    expect(site.callOf('find-service-request')?.query.get('q')).toBe(`Title LIKE '*${id}*'`);
  });

  it('the wildcard is the one that is set', async () => {
    const site = openCanned({}, { submissionIdField: null, wildcard: '%' });
    await site.deliver(submission(), 2);
    expect(site.callOf('find-service-request')?.query.get('q')).toBe(`Title LIKE '%${id}%'`);
  });
});

describe('an interaction alone', () => {
  const records = 'interaction';

  it('holds the application, and its id is the receipt', async () => {
    const site = openCanned({}, { records });
    expect(await site.deliver(submission())).toEqual({ id: '4001', reference: '4001' });
    expect(site.steps()).toEqual(['find-contact', 'create-contact', 'create-interaction']);
    expect(site.callOf('create-interaction')?.body).toEqual({
      ChannelTypeCd: 'ORA_SVC_WEB',
      DirectionCd: 'ORA_SVC_INBOUND',
      Description: expect.stringContaining('First name: Craig\n'),
      ContactPartyId: BigInt(ids.contact),
      OriginalSystemReference: id,
    });
  });

  it('with everything taken away is the vendor’s smallest example', async () => {
    const none = (...lines: string[]) => Object.fromEntries(lines.map((line) => [line, null]));
    const site = openCanned(
      {},
      {
        records,
        interactionKey: null,
        mapping: {
          contact: none(
            'FirstName',
            'LastName',
            'EmailAddress',
            'MobileNumber',
            'MobileCountryCode',
            'AddressLine1',
            'City',
            'State',
            'PostalCode',
            'Country',
          ),
          interaction: none('DirectionCd', 'Description'),
        },
      },
    );
    await site.deliver(submission());
    expect(site.calls.map(({ method, path, text }) => [method, path, text])).toEqual([
      ['POST', 'interactions', '{"ChannelTypeCd":"ORA_SVC_WEB"}'],
    ]);
  });

  it('is found again by its key', async () => {
    const site = openCanned(
      {
        'find-interaction': () =>
          items({ InteractionId: 7, InteractionNumber: 'I-7', OriginalSystemReference: id }),
      },
      { records },
    );
    expect(await site.deliver(submission(), 2)).toEqual({ id: '7', reference: 'I-7' });
    expect(site.steps()).toEqual(['find-interaction']);
  });

  it('without a key is left to a person once a call got no answer, and made when that person says so', async () => {
    let lost = true;
    const site = openCanned(
      {
        'create-interaction': () => {
          if (lost) throw new TypeError('fetch failed');
          return json({ InteractionId: 4001 }, 201);
        },
      },
      { records, interactionKey: null },
    );
    await expect(site.deliver(submission(), 1)).rejects.toMatchObject({ kind: 'retry', uncertain: true });
    await expect(site.deliver(submission(), 2)).rejects.toMatchObject({ kind: 'rejected' });
    expect(site.steps().filter((step) => step === 'create-interaction')).toHaveLength(1);
    lost = false;
    await expect(site.deliver(submission(), 3)).rejects.toMatchObject({ kind: 'rejected' });
    expect(await site.deliver(submission(), 4, { attemptsBefore: 3 })).toEqual({ id: '4001' });
  });

  it('without a key is made at the next attempt where the first was surely not carried out', async () => {
    let busy = true;
    const site = openCanned(
      { 'create-interaction': () => (busy ? problem429() : json({ InteractionId: 4001 }, 201)) },
      { records, interactionKey: null },
    );
    await expect(site.deliver(submission(), 1)).rejects.toMatchObject({ kind: 'retry', uncertain: false });
    busy = false;
    expect(await site.deliver(submission(), 2)).toEqual({ id: '4001' });
  });

  it('leaves files in the proxy', async () => {
    const site = openCanned({}, { records });
    await site.deliver(submission(), 1, { files: [licenseFile] });
    expect(site.steps()).not.toContain('attach-file');
    const previous = { id: '4001' };
    expect(await site.deliver(submission(), 2, { files: [licenseFile], previous })).toBe(previous);
  });
});

const problem429 = () => json({ title: 'Too Many Requests', status: '429' }, 429);
