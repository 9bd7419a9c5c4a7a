import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { driverShort } from '../../../src/model/index.ts';
import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';
import {
  ATTACHMENT_EXAMPLE,
  CONTACT_EXAMPLE,
  LEAST_INTERACTION,
  MESSAGE_EXAMPLE,
  NEW_INTERACTION,
  SERVICE_REQUEST_EXAMPLE,
} from '../../fixtures/fusion-service-examples.ts';
import { submissionOf } from '../../support/b2c-service.ts';
import { openPod, openPodWay, type PodOptions, tenant } from '../../support/fusion-service.ts';

const files = ['license.pdf', 'medical card.pdf'];

type Options = Partial<FusionServiceConnectorOptions>;

describe('what is sent has the keys and the kinds of value of the vendor’s examples', () => {
  const kinds = (body: object) =>
    Object.fromEntries(Object.entries(body).map(([key, value]) => [key, typeof value]));

  it.each([
    ['a contact', 'contacts', CONTACT_EXAMPLE],
    ['a service request', 'serviceRequests', SERVICE_REQUEST_EXAMPLE],
    ['a message', 'messages', MESSAGE_EXAMPLE],
    ['an attachment', 'Attachment', ATTACHMENT_EXAMPLE],
  ])('%s', async (_, resource, example) => {
    const pod = openPod({}, { severity: 'ORA_SVC_SEV2', status: 'ORA_SVC_NEW' });
    const file = {
      id: '1',
      name: 'license.pdf',
      type: 'application/pdf',
      size: 1,
      read: async () => new Uint8Array(1),
    };
    await pod.deliver(submissionOf(), { files: [file] });
    const sent = pod.simulator
      .requests()
      .find(({ method, path }) => method === 'POST' && path.endsWith(`/${resource}`));
    expect(kinds(sent?.body as object)).toMatchObject(kinds(example));
  });

  it('an interaction with everything taken away', async () => {
    const none = (...lines: string[]) => Object.fromEntries(lines.map((line) => [line, null]));
    const contact = none(
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
    );
    const mapping = { contact, interaction: none('DirectionCd', 'Description') };
    const pod = openPod({}, { records: 'interaction', interactionKey: null, mapping });
    await pod.deliver();
    expect(pod.simulator.requests().flatMap(({ body }) => body ?? [])).toEqual([LEAST_INTERACTION]);
    expect(pod.records().interactions).toMatchObject(
      [NEW_INTERACTION].map(({ ChannelTypeCd, StatusCd }) => ({ ChannelTypeCd, StatusCd })),
    );
  });
});

describe('ids of 18 digits', () => {
  it('arrive and come back in every digit', async () => {
    const pod = openPod({}, { queueId: tenant.queue });
    const receipt = await pod.deliver();
    const {
      contacts = [],
      serviceRequests = [],
      interactions = [],
      interactionReferences = [],
    } = pod.records();
    const [request] = serviceRequests;
    expect(receipt).toEqual({ id: String(request?.SrId), reference: request?.SrNumber });
    expect(receipt.id).toMatch(/^\d{18}$/);
    expect(String(request?.PrimaryContactPartyId)).toBe(String(contacts.at(-1)?.PartyId));
    expect(String(request?.QueueId)).toBe(tenant.queue);
    expect(String(interactions[0]?.ContactPartyId)).toBe(String(contacts.at(-1)?.PartyId));
    expect(String(interactionReferences[0]?.ObjectId)).toBe(receipt.id);
  });
});

const faults: readonly FaultName[] = [
  'timeout-before-commit',
  'timeout-after-commit',
  'reset-after-commit',
  'status-500',
  'status-502-html',
  'status-503',
  'status-429',
  'unauthorized',
  'malformed-json',
  'slow',
  'slow-drip',
  'status-404',
  'status-400',
  'empty-body',
  'no-id',
  'html-200',
  'cut-off',
  'redirect',
  'error-200',
  'wrong-shape',
  'oversized',
];

const operations = [
  'query',
  'create-contact',
  'create-service-request',
  'create-message',
  'create-interaction',
  'create-reference',
  'attach-file',
  'read',
  'action',
  'any',
];

const modes: Readonly<Record<string, Options>> = {
  'by an attribute': {},
  'by the title, with references afterwards': {
    submissionIdField: null,
    references: 'child',
    assignQueue: true,
  },
  'as an interaction alone': { records: 'interaction' },
  'to a contact that is brought up to date': { updateExisting: ['City'] },
};

/** A contact that somebody has made before. */
const known = {
  LastName: 'Daniels',
  EmailAddress: 'craig.daniels@example.com',
  City: 'Boulder',
  Country: 'US',
};

/** The operations that every delivery comes to. */
const always = ({ updateExisting }: Options) => [
  'query',
  'create-interaction',
  'any',
  ...(updateExisting ? ['read', 'update-contact'] : ['create-contact']),
];

/** Once everywhere, and three times in a row where everything is as it is by default. */
const timesOf = (mode: string) => (modes[mode] === modes['by an attribute'] ? [1, 3] : [1]);

describe.each(Object.entries(modes))(
  'an application and its files are delivered exactly once, %s',
  (mode, options) => {
    it.each(faults)('although the pod answers with %s', async (fault) => {
      const all = options.updateExisting ? [...operations, 'update-contact'] : operations;
      await Promise.all(
        all.flatMap((operation) =>
          timesOf(mode).map(async (times) => {
            const what = `${times} × ${fault} of ${operation}`;
            const way = openPodWay({}, options);
            if (options.updateExisting) await way.addContact(known);
            way.simulator.failNext(operation as 'any', fault, {
              times,
              ...(fault.startsWith('slow') && { delayMs: 80 }),
            });
            const id = await way.run(files);
            if (always(options).includes(operation)) {
              expect(
                way.simulator.requests().filter((request) => request.fault === fault),
                what,
              ).not.toEqual([]);
            }
            const alone = options.records === 'interaction';
            expect(await way.stateOf(id), what).toMatchObject({ state: 'delivered' });
            const {
              contacts = [],
              serviceRequests,
              messages,
              interactions,
              interactionReferences,
              attachments = [],
            } = way.records();
            expect(
              [serviceRequests, messages, interactions, interactionReferences].map((rows) => rows?.length),
              what,
            ).toEqual(alone ? [0, 0, 1, 0] : [1, 1, 1, 1]);
            expect(
              contacts.filter(({ EmailAddress }) => EmailAddress === 'craig.daniels@example.com'),
              what,
            ).toHaveLength(1);
            expect(attachments.map(({ FileName }) => FileName).toSorted(), what).toEqual(alone ? [] : files);
            expect(JSON.stringify(way.log.lines), what).not.toMatch(
              /Craig|Daniels|example\.com|555-0113|sandbox:/i,
            );
          }),
        ),
      );
    });
  },
);

describe('a check of the simulated pod', () => {
  const check = async (site: PodOptions = {}, options: Options = {}) => {
    const pod = openPod({}, { timeoutMs: 5_000 });
    await pod.deliver();
    pod.simulator.changeTenant(site);
    const { serviceRequests = [], interactions = [] } = pod.records();
    const known = {
      knownServiceRequest: String(serviceRequests[0]?.SrNumber),
      knownInteraction: String(interactions[0]?.InteractionNumber),
    };
    const before = JSON.stringify(pod.records(), (_, value) => String(value));
    const { connector } = openPod(
      {},
      {
        timeoutMs: 5_000,
        ...known,
        ...options,
        fetch: (input, init) => pod.simulator.fetch(new Request(input, init)),
      },
    );
    const findings = await connector.check({
      definitions: [driverShort],
      signal: new AbortController().signal,
    });
    expect(JSON.stringify(pod.records(), (_, value) => String(value))).toBe(before);
    return findings.map(({ severity, code, where }) => `${severity} ${code} at ${where}`);
  };

  it('has nothing to say where everything is there', async () => {
    expect(
      await check({}, { queueId: tenant.queue, severity: 'ORA_SVC_SEV2', status: 'ORA_SVC_NEW' }),
    ).toEqual([]);
  });

  it.each<[string, PodOptions, Options, string]>([
    ['a wrong address', {}, { siteUrl: 'https://site.invalid/elsewhere' }, 'error no-api-there at siteUrl'],
    ['a wrong version', {}, { version: '11.13.18.99' }, 'error wrong-version at version'],
    [
      'a refused credential',
      {},
      { credentials: { scheme: 'basic', username: 'sandbox', password: 'wrong' } },
      'error sign-in-refused at username',
    ],
    [
      'an attribute for the id that is not there',
      { attributes: { serviceRequests: { SubmissionId_c: null } } },
      {},
      'error submission-id-missing at submissionIdField',
    ],
    [
      'an attribute for the id that is too short',
      { attributes: { serviceRequests: { SubmissionId_c: { maxLength: 20 } } } },
      {},
      'error submission-id-too-short at submissionIdField',
    ],
    [
      'a mapped attribute that is not there',
      {},
      { mapping: { contact: { CdlTyp_c: 'answers.cdl_type' } } },
      'error field-missing at mapping.contact "CdlTyp_c"',
    ],
    [
      'an attribute that only reads',
      {},
      { mapping: { contact: { CreatedBy: 'answers.city' } } },
      'error field-read-only at mapping.contact "CreatedBy"',
    ],
    [
      'a title that is shorter there',
      { attributes: { serviceRequests: { Title: { maxLength: 80 } } } },
      {},
      'error field-too-short at mapping.serviceRequest "Title"',
    ],
    [
      'a city that is shorter there',
      { attributes: { contacts: { City: { maxLength: 20 } } } },
      {},
      'warning field-too-short at mapping.contact "City"',
    ],
    [
      'text for a number',
      {},
      { mapping: { serviceRequest: { AssigneeResourceId: 'answers.city' } } },
      'error field-type at mapping.serviceRequest "AssigneeResourceId"',
    ],
    ['a business unit that is wanted', {}, { buOrgId: undefined }, 'error field-required at buOrgId'],
    ['a severity that is not there', {}, { severity: 'ORA_SVC_SEV9' }, 'error code-missing at severity'],
    ['a status that is not there', {}, { status: 'NEW' }, 'error code-missing at status'],
    ['a channel that is not there', {}, { channelType: 'WEB' }, 'error code-missing at channelType'],
    ['a queue that is not there', {}, { queueId: '1' }, 'error queue-missing at queueId'],
    ['a known record that is not seen', {}, { knownRecord: 'CDRM_9' }, 'error sees-nothing at knownRecord'],
    [
      'a key that cannot be searched',
      {},
      { interactionKey: 'Nothing_c' },
      'error interaction-key-not-searchable at interactionKey',
    ],
    [
      'a known record that is not set',
      {},
      { knownRecord: null },
      'warning known-record-advised at knownRecord',
    ],
  ])('names %s', async (_, site, options, expected) => {
    expect(await check(site, options)).toContain(expected);
  });
});
