import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { driverShort } from '../../../src/model/index.ts';
import { contextOf, submissionOf } from '../../support/b2c-service.ts';
import { openPod, type PodOptions } from '../../support/fusion-service.ts';

type Options = Partial<FusionServiceConnectorOptions>;

const blindRoles = { contacts: 'none', serviceRequests: 'none', interactions: 'none' } as const;
const patient = { timeoutMs: 5_000 };

/** What the vendor's page leaves open, each way that a tenant may have it, and the settings that go with it. */
const tenants: [string, PodOptions, Options][] = [
  ['a create answers 200', { assumptions: { createStatus: 200 } }, {}],
  ['errors are plain text', { assumptions: { structuredErrors: 'never' } }, {}],
  ['text in filters tells capitals apart', { assumptions: { textIgnoresCase: false } }, {}],
  ['quotes are not doubled', { assumptions: { quoteEscape: 'none' } }, { quotes: 'wildcard' }],
  [
    'UPPER is known',
    { assumptions: { upperInQueries: true, textIgnoresCase: false } },
    { emailLookup: 'any-case' },
  ],
  ['pages hold one row', { assumptions: { maxLimit: 1 } }, {}],
  ['the framework is an old one', {}, { frameworkVersion: 2 }],
  ['the framework is the server’s own', {}, { frameworkVersion: null }],
  [
    'media types are those of the framework',
    {},
    { contentType: 'application/vnd.oracle.adf.resourceitem+json' },
  ],
  ['an address is there once', { assumptions: { uniqueKeys: { contacts: [['EmailAddress']] } } }, {}],
];

it.each(tenants)('delivers two applications of one person where %s', async (_, site, options) => {
  const pod = openPod(site, { ...patient, ...options });
  const answers = { email: "o'neil@example.com" };
  const [one, two] = [submissionOf(answers), submissionOf(answers)];
  const file = {
    id: '1',
    name: 'a.pdf',
    type: 'application/pdf',
    size: 1,
    read: async () => new Uint8Array(1),
  };
  const files = [file, { ...file, id: '2', name: 'b.pdf' }];
  const receipt = await pod.deliver(one, { files });
  expect(await pod.deliver(one, { attempt: 2, files })).toEqual(receipt);
  await pod.deliver(two);
  const {
    contacts = [],
    serviceRequests,
    messages,
    interactions,
    interactionReferences,
    attachments,
  } = pod.records();
  expect(contacts.filter(({ EmailAddress }) => EmailAddress === answers.email)).toHaveLength(1);
  expect(
    [serviceRequests, messages, interactions, interactionReferences, attachments].map((rows) => rows?.length),
  ).toEqual([2, 2, 2, 2, 2]);
});

it('finds a contact whose address somebody wrote in capitals, where the site knows UPPER', async () => {
  const assumptions = { upperInQueries: true, textIgnoresCase: false };
  const pod = openPod({ assumptions }, { ...patient, emailLookup: 'any-case' });
  await pod.addContact({ LastName: 'Daniels', EmailAddress: 'Craig.Daniels@Example.com' });
  await pod.deliver();
  expect(pod.records().contacts).toHaveLength(2);
});

it('makes contacts under the registered source system that an upsert matches by', async () => {
  const site: PodOptions = {
    sourceSystems: ['APPLICANT_INTAKE'],
    assumptions: { upsertKeys: { contacts: ['SourceSystem', 'SourceSystemReferenceValue'] } },
  };
  const pod = openPod(site, { ...patient, sourceSystem: 'APPLICANT_INTAKE', upsertContacts: true });
  await pod.deliver();
  const [, made] = pod.records().contacts ?? [];
  expect(made).toMatchObject({
    SourceSystem: 'APPLICANT_INTAKE',
    SourceSystemReferenceValue: 'craig.daniels@example.com',
  });
});

it.each([
  ['as it is written', 'Intake@Example.com', 'Intake@Example.com'],
  ['in small letters', 'Intake@Example.com', 'intake@example.com'],
])('sees a known contact %s, where text in filters tells capitals apart', async (_, knownRecord, held) => {
  const pod = openPod({ assumptions: { textIgnoresCase: false } }, { ...patient, knownRecord });
  await pod.addContact({ LastName: 'Intake', EmailAddress: held });
  await pod.deliver();
  expect(pod.records().serviceRequests).toHaveLength(1);
});

describe('an account without data security', () => {
  it('creates nothing more once it has gone blind', async () => {
    const pod = openPod({}, patient);
    const submission = submissionOf();
    await pod.deliver(submission);
    pod.simulator.changeTenant({ roles: blindRoles, assumptions: { withoutRole: 'empty' } });
    await expect(pod.deliver(submission, { attempt: 2 })).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('does not see the contact that knownRecord names'),
    });
    expect(pod.records().serviceRequests).toHaveLength(1);
  });

  it.each(['serviceRequests', 'interactions'] as const)(
    'creates nothing more where it has gone blind to %s alone',
    async (resource) => {
      const pod = openPod({}, patient);
      const submission = submissionOf();
      await pod.deliver(submission);
      const { serviceRequests = [], interactions = [] } = pod.records();
      const known = {
        knownServiceRequest: String(serviceRequests[0]?.SrNumber),
        knownInteraction: String(interactions[0]?.InteractionNumber),
      };
      const { connector } = openPod(
        {},
        { ...patient, ...known, fetch: (input, init) => pod.simulator.fetch(new Request(input, init)) },
      );
      const again = () => connector.deliver(submission, contextOf({ attempt: 2 }));
      await again();
      pod.simulator.changeTenant({ roles: { [resource]: 'none' }, assumptions: { withoutRole: 'empty' } });
      await expect(again()).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringMatching(/does not see the (service request|interaction) that known/),
      });
      expect(pod.records()).toMatchObject({ serviceRequests, interactions });
    },
  );

  const check = async (site: PodOptions, options: Options = {}) => {
    const pod = openPod(site, { ...patient, ...options });
    const findings = await pod.connector.check({
      definitions: [driverShort],
      signal: new AbortController().signal,
    });
    return findings.map(({ severity, code, where }) => `${severity} ${code} at ${where}`);
  };

  it('is found out by the check, or may be there as far as it can tell', async () => {
    const site: PodOptions = { roles: blindRoles, assumptions: { withoutRole: 'empty' } };
    expect(await check(site)).toContain('error sees-nothing at knownRecord');
    expect(await check(site, { knownRecord: null })).toContain('warning known-record-advised at knownRecord');
  });

  it('is named for each resource where it is refused', async () => {
    const found = await check({ roles: blindRoles, assumptions: { withoutRole: 'refused' } });
    for (const resource of ['contacts', 'serviceRequests', 'interactions']) {
      expect(found).toContain(`error right-missing at account: ${resource}`);
    }
  });

  it.each(['empty', 'html', 'structured'] as const)(
    'says the same of a refused sign-in with a body that is %s',
    async (unauthorizedBody) => {
      const credentials = { scheme: 'basic', username: 'sandbox', password: 'wrong' } as const;
      expect(await check({ assumptions: { unauthorizedBody } }, { credentials })).toEqual([
        'error sign-in-refused at username',
      ]);
    },
  );
});
