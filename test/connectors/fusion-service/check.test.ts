import { describe, expect, it } from 'vitest';
import type { FusionServiceConnectorOptions } from '../../../src/connectors/fusion-service/index.ts';
import { driverShort } from '../../../src/model/index.ts';
import { type Answer, items, json, openCanned, problem } from '../../support/canned-fusion.ts';

interface Described {
  readonly [name: string]: object;
}

const text = (maxLength = 500) => ({
  type: 'string',
  maxLength,
  updatable: true,
  queryable: true,
  mandatory: false,
});
const whole: Record<string, Described> = {
  contacts: {
    PartyId: { type: 'integer', mandatory: true, updatable: false },
    FirstName: text(),
    LastName: { ...text(), mandatory: true },
    EmailAddress: text(),
    MobileNumber: text(),
    MobileCountryCode: text(),
    AddressLine1: text(),
    City: text(),
    State: text(),
    PostalCode: text(),
    Country: text(60),
  },
  serviceRequests: {
    Title: { ...text(400), mandatory: true },
    ProblemDescription: text(1_000),
    BUOrgId: { type: 'integer', updatable: true },
    PrimaryContactPartyId: { type: 'integer' },
    ChannelTypeCd: { ...text(30), lov: { childRef: 'ChannelTypeCdLookup' } },
    SeverityCd: { ...text(30), lov: 'SeverityCdLookup' },
    StatusCd: text(30),
    QueueId: { type: 'integer' },
    SourceCd: text(30),
    SubmissionId_c: text(40),
  },
  interactions: {
    ChannelTypeCd: { ...text(30), mandatory: true },
    DirectionCd: text(30),
    Description: text(1_000),
    OriginalSystemReference: text(240),
    ContactPartyId: { type: 'integer' },
  },
};

const lookups: Record<string, readonly string[]> = {
  ChannelTypeCdLookup: ['ORA_SVC_WEB', 'ORA_SVC_EMAIL'],
  SeverityCdLookup: ['ORA_SVC_SEV1', 'ORA_SVC_SEV2'],
  DirectionCdLookup: ['ORA_SVC_INBOUND', 'ORA_SVC_OUTBOUND'],
};

/** How a site describes a resource, with some attributes changed or taken away. */
const described =
  (changes: Record<string, Record<string, object | null>> = {}): Answer =>
  ({ path }) => {
    const resource = path.split('/')[0] ?? '';
    const attributes = Object.entries({ ...whole[resource], ...changes[resource] })
      .filter(([, attribute]) => attribute !== null)
      .map(([name, attribute]) => ({ name, ...attribute }));
    return json({ Resources: { [resource]: { attributes } } });
  };

const set = {
  buOrgId: '300000001111111119',
  queueId: '300000002222222229',
  severity: 'ORA_SVC_SEV2',
  knownRecord: 'CDRM_1',
  knownServiceRequest: 'SR1',
  knownInteraction: '41',
};
const known = { PartyId: 1, PartyNumber: 'CDRM_1', EmailAddress: 'known@example.com' };

async function check(
  answers: Record<string, Answer> = {},
  options: Partial<FusionServiceConnectorOptions> = {},
) {
  const site = openCanned(
    {
      'find-contact': ({ query }) => (query.get('q') === "PartyNumber='CDRM_1'" ? items(known) : items()),
      'find-service-request': ({ query }) =>
        query.get('q') === "SrNumber='SR1'" ? items({ SrNumber: 'SR1' }) : items(),
      'find-interaction': ({ query }) =>
        query.get('q') === "InteractionNumber='41'" ? items({ InteractionNumber: '41' }) : items(),
      describe: described(),
      lov: ({ path }) =>
        items(...(lookups[path.split('/').at(-1) ?? ''] ?? []).map((LookupCode) => ({ LookupCode }))),
      queues: () => json({ QueueId: 1 }),
      ...answers,
    },
    { ...set, ...options },
  );
  const findings = await site.connector.check({
    definitions: [driverShort],
    signal: new AbortController().signal,
  });
  expect(site.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  return findings;
}

const codes = (findings: readonly { code: string; where: string }[]) =>
  findings.map(({ code, where }) => `${code} at ${where}`);

it('a site that is set up has nothing to complain about', async () => {
  expect(await check()).toEqual([]);
});

describe('a check names', () => {
  const elsewhere = () => new Response('<html>', { status: 404 });
  const wrongQuery: Answer = ({ query }) =>
    query.get('q') ? problem(400, { 'o:errorCode': '27515' }) : items();

  it.each<[string, Record<string, Answer>, Partial<FusionServiceConnectorOptions>, string]>([
    [
      'a wrong address',
      { 'find-contact': elsewhere, 'other-version': elsewhere },
      {},
      'no-api-there at siteUrl',
    ],
    [
      'an address that answers with pages',
      { 'find-contact': () => new Response('<html>') },
      {},
      'no-api-there at siteUrl',
    ],
    [
      'an address that leads elsewhere',
      { 'find-contact': () => new Response(null, { status: 302 }) },
      {},
      'no-api-there at siteUrl',
    ],
    [
      'a wrong version',
      { 'find-contact': elsewhere, 'other-version': () => items() },
      {},
      'wrong-version at version',
    ],
    [
      'an address where nobody answers',
      {
        'find-contact': () => {
          throw new TypeError('fetch failed');
        },
      },
      {},
      'unreachable at siteUrl',
    ],
    [
      'a refused credential',
      { 'find-contact': () => new Response(null, { status: 401 }) },
      {},
      'sign-in-refused at username',
    ],
    [
      'a framework version that the site lacks',
      { 'find-contact': () => problem(400) },
      {},
      'framework-version-refused at frameworkVersion',
    ],
    [
      'a right to read that lacks',
      { 'find-service-request': () => problem(403) },
      {},
      'right-missing at account: serviceRequests',
    ],
    [
      'a resource that is not there',
      { 'find-interaction': () => problem(404) },
      {},
      'resource-missing at version',
    ],
    ['an account that sees nothing', { 'find-contact': () => items() }, {}, 'sees-nothing at knownRecord'],
    [
      'an account that sees contacts and no service requests',
      { 'find-service-request': () => items() },
      {},
      'sees-nothing at knownServiceRequest',
    ],
    [
      'an account that sees no interactions',
      { 'find-interaction': () => items() },
      {},
      'sees-nothing at knownInteraction',
    ],
    [
      'filters that the site ignores',
      { 'find-contact': () => items(known) },
      {},
      'filter-ignored at emailLookup',
    ],
    [
      'contacts that cannot be searched',
      { 'find-contact': wrongQuery },
      {},
      'contact-not-searchable at emailLookup',
    ],
    [
      'an id that cannot be searched',
      { 'find-service-request': wrongQuery },
      {},
      'submission-id-not-searchable at submissionIdField',
    ],
    [
      'a key that cannot be searched',
      { 'find-interaction': wrongQuery },
      {},
      'interaction-key-not-searchable at interactionKey',
    ],
    [
      'an attribute for the id that is not there',
      { describe: described({ serviceRequests: { SubmissionId_c: null } }) },
      {},
      'submission-id-missing at submissionIdField',
    ],
    [
      'an attribute that is too short for the id',
      { describe: described({ serviceRequests: { SubmissionId_c: text(30) } }) },
      {},
      'submission-id-too-short at submissionIdField',
    ],
    [
      'an attribute for the id that is not queryable',
      { describe: described({ serviceRequests: { SubmissionId_c: { ...text(), queryable: false } } }) },
      {},
      'submission-id-not-searchable at submissionIdField',
    ],
    [
      'an attribute that is not there',
      {},
      { mapping: { contact: { CdlTyp_c: 'answers.cdl_type' } } },
      'field-missing at mapping.contact "CdlTyp_c"',
    ],
    [
      'an attribute that only reads',
      { describe: described({ contacts: { City: { ...text(), updatable: false } } }) },
      {},
      'field-read-only at mapping.contact "City"',
    ],
    [
      'an attribute of another type',
      { describe: described({ contacts: { City: { type: 'integer' } } }) },
      {},
      'field-type at mapping.contact "City"',
    ],
    [
      'a title that is shorter there',
      { describe: described({ serviceRequests: { Title: text(80) } }) },
      {},
      'field-too-short at mapping.serviceRequest "Title"',
    ],
    [
      'a mandatory attribute that nothing fills',
      { describe: described({ serviceRequests: { Carrier_c: { ...text(), mandatory: true } } }) },
      {},
      'field-required at mapping.serviceRequest',
    ],
    [
      'a business unit that is wanted',
      { describe: described({ serviceRequests: { BUOrgId: { type: 'integer', mandatory: true } } }) },
      { buOrgId: undefined },
      'field-required at buOrgId',
    ],
    ['a code that the site lacks', {}, { severity: 'ORA_SVC_SEV9' }, 'code-missing at severity'],
    ['a channel that the site lacks', {}, { channelType: 'WEB' }, 'code-missing at channelType'],
    [
      'a mapped code that the site lacks',
      {},
      { mapping: { interaction: { DirectionCd: { constant: 'IN' } } } },
      'code-missing at mapping.interaction "DirectionCd"',
    ],
    ['a queue that is not there', { queues: () => problem(404) }, {}, 'queue-missing at queueId'],
  ])('%s', async (_, answers, options, expected) => {
    const findings = await check(answers, options);
    expect(codes(findings.filter(({ severity }) => severity === 'error'))).toContain(expected);
    for (const { fix, problem: told } of findings) expect([fix, told].join()).toMatch(/\S/);
  });

  it.each<[string, Partial<FusionServiceConnectorOptions>, string]>([
    [
      'that nothing shows whether the account sees',
      { knownRecord: null },
      'known-record-advised at knownRecord',
    ],
    [
      'that nothing shows whether the account sees service requests',
      { knownServiceRequest: null },
      'known-record-advised at knownServiceRequest',
    ],
    [
      'that a stranger’s number could replace a person’s',
      { updateExisting: ['City', 'MobileNumber'] },
      'telephone-overwritten at updateExisting "MobileNumber"',
    ],
    [
      'that the title has to carry the id',
      { submissionIdField: null },
      'submission-id-advised at submissionIdField',
    ],
    ['that interactions have no key', { interactionKey: null }, 'interaction-key-advised at interactionKey'],
    ['that no business unit is set', { buOrgId: undefined }, 'business-unit-advised at buOrgId'],
    [
      'that no place takes the whole application',
      { message: false },
      'application-cut at mapping.serviceRequest',
    ],
    ['that files stay', { records: 'interaction' }, 'files-stay at records'],
  ])('as a warning, %s', async (_, options, expected) => {
    const findings = await check({}, options);
    expect(findings.map(({ severity }) => severity)).not.toContain('error');
    expect(codes(findings)).toContain(expected);
  });

  it('what the site has instead, the nearest first', async () => {
    const [finding] = await check({}, { severity: 'ORA_SVC_SEV22' });
    expect(finding?.offers).toEqual(['ORA_SVC_SEV2', 'ORA_SVC_SEV1']);
    const [field] = await check({}, { mapping: { contact: { Cty: 'answers.city' } } });
    expect(field?.offers[0]).toBe('City');
  });

  it('that the site does not describe itself, or lists no values', async () => {
    const findings = await check({ describe: () => json({ something: 'else' }), lov: () => problem(404) });
    expect(new Set(findings.map(({ severity, code }) => `${severity} ${code}`))).toEqual(
      new Set(['warning fields-unreadable', 'warning codes-unreadable']),
    );
  });

  it('each queue that the mapping chooses', async () => {
    const names = { CONTRACTOR: '300000000000000011', OWNER_OP: '300000000000000012' };
    const findings = await check(
      { queues: ({ path }) => (path.endsWith('11') ? json({}) : problem(404)) },
      { mapping: { serviceRequest: { QueueId: { from: 'answers.application_type', names } } } },
    );
    const missing = findings.filter(({ code }) => code === 'queue-missing').map(({ problem: told }) => told);
    expect(missing).toContain('the site has no queue 300000000000000012');
    expect(missing).not.toContain('the site has no queue 300000000000000011');
    // A type without a queue goes out as its code, which is no id.
    expect(missing).toContain('the site has no queue COMPANY');
  });

  it('a description that is too long to be read, as a warning', async () => {
    const findings = await check({ describe: () => new Response('x'.repeat(5_000_000)) });
    expect(new Set(codes(findings).map((code) => code.split(' ')[0]))).toEqual(
      new Set(['fields-unreadable']),
    );
  });

  it('nothing of credentials, and nothing of what the site says in its own words', async () => {
    const findings = await check({
      'find-contact': ({ headers }) =>
        problem(401, { detail: headers.get('authorization'), 'o:errorCode': 'Säcret' }),
    });
    expect(JSON.stringify(findings)).not.toMatch(/Säcret|Basic|integration/);
  });
});
