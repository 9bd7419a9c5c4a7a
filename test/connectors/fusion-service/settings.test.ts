import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../src/model/definition.ts';
import { driverShort } from '../../../src/model/forms/driver-short.ts';
import { configured } from '../../../src/node/destinations/configured-destination.ts';
import type { DestinationKind } from '../../../src/node/destinations/destination-kind.ts';
import { fusionServiceKind } from '../../../src/node/destinations/fusion-service.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';

const kind = fusionServiceKind as unknown as DestinationKind;
const basic = {
  siteUrl: 'https://example.fa.us2.oraclecloud.com',
  username: 'integration',
  password: 'secret',
};
const parse = (more: object) => fusionServiceKind.schema.safeParse({ ...basic, ...more });
const mistakes = (more: object) =>
  parse(more).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

describe('the settings', () => {
  it('have a default for everything but the address and the sign-in', () => {
    expect(parse({}).data).toEqual({
      ...basic,
      version: '11.13.18.05',
      frameworkVersion: 9,
      contentType: 'application/json',
      actionContentType: 'application/vnd.oracle.adf.action+json',
      records: 'service-request',
      submissionIdField: 'SubmissionId_c',
      interactionKey: 'OriginalSystemReference',
      references: 'inline',
      referenceType: 'SVC_SERVICE_REQUESTS',
      mapping: {},
      severalContacts: 'newest',
      emailLookup: 'exact',
      quotes: 'doubled',
      wildcard: '*',
      updateExisting: [],
      sourceSystem: null,
      upsertContacts: false,
      severity: null,
      status: null,
      sourceCode: null,
      channelType: 'ORA_SVC_WEB',
      assignQueue: false,
      message: true,
      messageType: 'ORA_SVC_CUSTOMER_ENTRY',
      messageStatus: 'ORA_SVC_READY',
      messageVisibility: null,
      messageFormat: 'text',
      attachmentChild: 'Attachment',
      attachmentCategory: 'MISC',
      attachmentNames: {},
      lengths: {},
      required: ['contact.LastName', 'serviceRequest.Title'],
      addressNeedsCountry: true,
      tooLong: 'cut',
      knownRecord: null,
      knownServiceRequest: null,
      knownInteraction: null,
      timeoutMs: 30_000,
      settleMs: 30_000,
      concurrency: 4,
      requestsPerSecond: 10,
    });
  });

  it('take an id as text in all its digits, and as a number only where it has all of them', () => {
    expect(parse({ buOrgId: '300000012345678901' }).data?.buOrgId).toBe('300000012345678901');
    expect(parse({ buOrgId: 204 }).data?.buOrgId).toBe('204');
    expect(mistakes({ buOrgId: Number('300000012345678901') })).toEqual([
      'buOrgId must be the id of the service business unit in digits, in quotes where it has more than 15',
    ]);
  });

  it.each([
    [{ siteUrl: 'http://example.com' }, /siteUrl must begin with https/],
    [{ siteUrl: 'https://a:b@example.com' }, /put them into FUSION_USERNAME and FUSION_PASSWORD/],
    [{ siteUrl: 'https://example.com/crmRestApi/resources' }, /must be the address of the pod alone/],
    [{ version: 'v1.4' }, /version must be a version such as 11.13.18.05/],
    [{ frameworkVersion: 12 }, /frameworkVersion must be a whole number from 1 to 9/],
    [{ password: undefined }, /FUSION_PASSWORD_FILE may name a file/],
    [{ oauthTokenUrl: 'https://id.example.com' }, /is another way to sign in than username/],
    [{ records: 'lead' }, /records must be service-request or interaction/],
    [{ submissionIdField: 'submission id' }, /submissionIdField must be the name of an attribute/],
    [{ severity: 'very high' }, /severity must be a severity, a code/],
    [{ updateExisting: ['Town'] }, /updateExisting.0 is no line of mapping.contact; did you mean/],
    [{ updateExisting: ['EmailAddress'] }, /is what contacts are found by/],
    [{ lengths: { Title: 7 } }, /lengths.Title is no place/],
    [{ required: ['LastName'] }, /required.0 is no place/],
    [{ channelType: null }, /channelType must be set/],
    [{ upsertContacts: true }, /upsertContacts means nothing without sourceSystem/],
    [{ mapping: { serviceRequest: { SubmissionId_c: 'id' } } }, /is filled with the submission’s id/],
    [
      { submissionIdField: null, lengths: { 'serviceRequest.Title': 49 } },
      /lengths.serviceRequest.Title must be 50 or more, since the title ends in/,
    ],
    [
      { mapping: { serviceRequest: { Title: null } } },
      /mapping.serviceRequest.Title is null, and required has serviceRequest.Title/,
    ],
    [{ mapping: { contact: { LastName: null } } }, /mapping.contact.LastName is null, and required has/],
    [
      { mapping: { forms: { 'driver-short': { contact: { LastName: null } } } } },
      /mapping.forms.driver-short.contact.LastName is null, and required has/,
    ],
    [
      { required: ['contact.Lastname'] },
      /required.0 is contact.Lastname, which nothing fills, .*did you mean LastName/,
    ],
    [{ required: ['serviceRequest.SeverityCd'] }, /required.0 is serviceRequest.SeverityCd, which nothing/],
    [
      { lengths: { 'serviceRequest.SubmissionId_c': 20 } },
      /lengths.serviceRequest.SubmissionId_c leaves 20 characters .* id has 36/,
    ],
    [{ interactionKey: 'InteractionNumber' }, /interactionKey leaves 30 characters/],
    [
      { submissionIdField: 'SrNumber' },
      /submissionIdField is SrNumber, which the site or the delivery fills/,
    ],
    [{ submissionIdField: 'QueueId' }, /submissionIdField is QueueId, which queueId fills/],
    [{ submissionIdField: 'AssigneeResourceId' }, /which holds an id of the site’s own/],
    [{ interactionKey: 'ChannelTypeCd' }, /interactionKey is ChannelTypeCd, which channelType fills/],
    [{ mapping: { contact: { Gender: { constant: 'x' } } } }, /would tell sex or gender/],
    [{ attachmentNames: { name: 'x' } }, /attachmentNames/],
  ])('name what is wrong in %j', (more, message) => {
    expect(mistakes(more).join('\n')).toMatch(message);
  });

  it.each([
    { constant: 'x@example.com' },
    { template: 'x+{first_name}@example.com' },
    { from: 'answers.email', names: { a: 'b' } },
    'attribution.referrer',
  ])('refuse %j for the address of contacts, which is the one that they are found by', (source) => {
    const forms = { 'driver-short': { contact: { EmailAddress: source } } };
    for (const mapping of [{ contact: { EmailAddress: source } }, { forms }]) {
      expect(mistakes({ mapping }).join('\n')).toMatch(/contact.EmailAddress must be answers.email/);
    }
  });

  it.each([
    { submissionIdField: null, mapping: { serviceRequest: { Title: null } } },
    { submissionIdField: null, lengths: { 'serviceRequest.Title': 50 } },
    { records: 'interaction', mapping: { serviceRequest: { Title: null } } },
    { records: 'interaction', submissionIdField: null, lengths: { 'serviceRequest.Title': 30 } },
    { severity: 'ORA_SVC_SEV2', required: ['serviceRequest.SeverityCd', 'serviceRequest.SubmissionId_c'] },
    { required: ['serviceRequest.PrimaryContactPartyId', 'interaction.OriginalSystemReference'] },
    { sourceSystem: 'A', required: ['contact.SourceSystem'] },
    {
      required: ['contact.CdlType_c'],
      mapping: { forms: { 'driver-short': { contact: { CdlType_c: 'answers.cdl_type' } } } },
    },
    { interactionKey: 'InteractionNumber', lengths: { 'interaction.InteractionNumber': 36 } },
  ])('take %j, under which applications arrive', (more) => {
    expect(mistakes(more)).toEqual([]);
  });

  it('take the address of contacts however its fact is written', () => {
    for (const EmailAddress of ['answers.email', { from: 'answers.email' }]) {
      expect(mistakes({ mapping: { contact: { EmailAddress } } })).toEqual([]);
    }
  });

  it('may not hold a secret in a file of settings', () => {
    expect(fusionServiceKind.settingNames).not.toContain('password');
    expect(fusionServiceKind.settingNames).not.toContain('oauthClientSecret');
    expect(fusionServiceKind.settingNames).toContain('passwordFile');
    for (const name of fusionServiceKind.secrets) expect(fusionServiceKind.isSignIn(name)).toBe(true);
  });

  it('make a connector that shows its calls to a site which knows nobody', async () => {
    const settings = fusionServiceKind.schema.parse({ ...basic, assignQueue: true, references: 'child' });
    const calls: string[] = [];
    const connector = configured(kind, settings, (name) => name).connect({
      definitions: [driverShort],
      fetch: async (input, init) => {
        const { method, url } = new Request(input, init);
        calls.push(`${method} ${new URL(url).pathname.split('11.13.18.05/')[1]}`);
        return fusionServiceKind.emptySite(method, new URL(url)) ?? new Response(null, { status: 404 });
      },
    });
    const file = {
      id: '1',
      name: 'a.pdf',
      type: 'application/pdf',
      size: 1,
      read: async () => new Uint8Array(1),
    };
    const receipt = await connector.deliver(submissionOf(), contextOf({ attempt: 2, files: [file] }));
    expect(receipt).toMatchObject({ id: '2001', reference: 'SR0000002001' });
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual([
      'POST contacts',
      'POST serviceRequests',
      'POST serviceRequests/SR0000002001/child/messages',
      'POST interactions',
      'POST interactions/4001/child/interactionReferences',
      'POST serviceRequests/action/runQueueAssignment',
      'POST serviceRequests/SR0000002001/child/Attachment',
    ]);
  });

  it('sign in with a token of an identity provider', async () => {
    const settings = fusionServiceKind.schema.parse({
      siteUrl: basic.siteUrl,
      oauthTokenUrl: 'https://id.example.com/token',
      oauthClientId: 'intake',
      oauthClientSecret: 'secret',
    });
    const seen: (string | null)[] = [];
    const connector = configured(kind, settings, (name) => name).connect({
      definitions: [driverShort],
      fetch: async (input, init) => {
        const { method, url, headers } = new Request(input, init);
        if (url.startsWith('https://id.')) return Response.json({ access_token: 'abc', expires_in: 60 });
        seen.push(headers.get('authorization'));
        return fusionServiceKind.emptySite(method, new URL(url)) ?? new Response(null, { status: 404 });
      },
    });
    await connector.deliver(submissionOf(), contextOf());
    expect(new Set(seen)).toEqual(new Set(['Bearer abc']));
  });
});

describe('docs/connectors/fusion-service.md', () => {
  const page = readFileSync(new URL('../../../docs/connectors/fusion-service.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^ *```json\n(.*?)^ *```$/gms)].map(([, text = '']) => JSON.parse(text));

  it('has examples that are taken', () => {
    expect(examples.length).toBeGreaterThan(1);
    for (const { fusionService } of examples) {
      const { passwordFile, ...settings } = fusionService;
      expect(mistakes(settings)).toEqual([]);
    }
  });

  it('names a queue for every code that the form takes', () => {
    const queues = examples.flatMap(
      ({ fusionService: { mapping } }) => mapping?.serviceRequest?.QueueId ?? [],
    );
    expect(queues).toHaveLength(1);
    const field = fieldsOf(driverShort).find(({ key }) => `answers.${key}` === queues[0].from);
    const codes = (field && 'options' in field ? field.options : []).map(({ code }) => code);
    expect(Object.keys(queues[0].names).toSorted()).toEqual(codes.toSorted());
  });
});
