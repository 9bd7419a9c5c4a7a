import { describe, expect, it } from 'vitest';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { type CrmOptions, openCrm, submissionOf } from '../../support/b2c-service.ts';

type Crm = ReturnType<typeof openCrm>;

const check = ({ connector }: Crm) =>
  connector.check({ definitions: builtInForms, signal: new AbortController().signal });

/** A site where somebody has applied already, so that there is an incident to try rights on. */
async function openUsed(options: CrmOptions = {}) {
  const crm = openCrm();
  await crm.deliver(submissionOf());
  if (options.site) crm.simulator.changeTenant(options.site);
  const { connector } = openCrm({
    connector: {
      fetch: async (input, init) => crm.simulator.fetch(new Request(input, init)),
      ...options.connector,
    },
  });
  return { ...crm, connector };
}

describe('a check', () => {
  it.each([
    ['as the default mapping needs it', {}],
    ['whose contacts may be updated', { connector: { updateExisting: ['address.city'] } }],
    ['that describes its parts in place', { site: { assumptions: { nestedSchemas: 'inline' } } }],
    ['that describes lists by their elements', { site: { assumptions: { listSchemas: 'element' } } }],
    ['that links provinces', { site: { assumptions: { provinces: 'links' } } }],
    ['whose menus have pages', { site: { assumptions: { menuPage: 4 } } }],
  ] as [string, CrmOptions][])('finds nothing wrong with a site %s, empty or used', async (_, options) => {
    expect(await check(openCrm(options))).toEqual([]);
    expect(await check(await openUsed(options))).toEqual([]);
  });

  it('changes nothing on the site, and asks for no person', async () => {
    const crm = await openUsed({ connector: { updateExisting: ['address.city'] } });
    const before = crm.simulator.records();
    const asked = crm.simulator.requests().length;
    await check(crm);
    expect(crm.simulator.records()).toEqual(before);
    expect(crm.simulator.securityFailures()).toEqual([]);
    expect(
      JSON.stringify(
        crm.simulator
          .requests()
          .slice(asked)
          .map(({ query, body }) => [query, body]),
      ),
    ).not.toMatch(/Craig|Daniels|example\.com/);
  });

  it('names ten and more things that are wrong at one time, each with where it is, what there is, and what to do', async () => {
    const crm = await openUsed({
      site: {
        menus: {
          'contacts/customFields/c/cdl_type': { rename: { 'Class A': 'CDL Class A' } },
          'incidents/customFields/c/application_type': { duplicate: ['Company Driver'] },
        },
        customFields: {
          contacts: { has_cdl: { type: 'text' }, driving_preference: { readOnly: true } },
          incidents: { truck_type: null, submission_id: { maxLength: 20 } },
        },
        assumptions: { maxLengths: { city: 20 } },
        permissions: {
          createContacts: false,
          createIncidents: false,
          updateContacts: false,
          attachFiles: false,
        },
      },
      connector: {
        updateExisting: ['address.city'],
        mapping: {
          contact: { 'contactType.lookupName': { constant: 'Driver' } },
          incident: { 'queue.id': { constant: 99 } },
        },
      },
    });
    const findings = await check(crm);
    const inWords = ({ severity, code, where, problem }: (typeof findings)[number]) =>
      `${severity} ${code} ${where}: ${problem}`;
    expect(findings.map(inWords).toSorted()).toEqual(
      [
        'error field-type mapping.contact "customFields.c.has_cdl": the field takes text, and what is sent is yes or no',
        'warning field-too-short mapping.contact "address.city": the field takes 20 characters, and an answer can have 80',
        'error field-read-only mapping.contact "customFields.c.driving_preference.lookupName": the field cannot be written',
        'error field-missing mapping.incident "customFields.c.truck_type.lookupName": the site has no field truck_type',
        'error submission-id-too-short submissionIdField: the field takes 20 characters, and an id has 36',
        'error menu-value-missing mapping.contact "customFields.c.cdl_type.lookupName": the menu has no value "Class A" (code A)',
        'error menu-value-missing mapping.contact "contactType.lookupName": the menu has no value "Driver"',
        'error menu-value-ambiguous mapping.incident "customFields.c.application_type.lookupName": the menu has 2 values "Company Driver" (code COMPANY)',
        'error menu-id-missing mapping.incident "queue.id": the menu has no value with the id 99',
        'error right-missing username: the account may not create contacts',
        'error right-missing username: the account may not create incidents',
        'error right-missing username: the account may not update contacts',
        'error right-missing username: the account may not attach files to incidents',
      ].toSorted(),
    );
    for (const { fix } of findings) expect(fix).toMatch(/^\w.*[^.]$/);
    const about = (code: string) => findings.find((finding) => finding.code === code);
    expect(about('menu-value-missing')).toMatchObject({
      offers: expect.arrayContaining(['CDL Class A', 'Class B']),
      fix: 'add or rename the value in the site, or map the code: "names": { "A": "…" }',
    });
    expect(about('menu-value-ambiguous')).toMatchObject({
      offers: ['205', '208'],
      fix: 'rename one of them, or put the id that is meant into the mapping: "ids": { "COMPANY": 205 }',
    });
    expect(about('menu-id-missing')).toMatchObject({
      offers: expect.arrayContaining(['2 Recruiting']),
      fix: 'put the id of a value that is there into the mapping',
    });
    expect(about('field-missing')).toMatchObject({
      offers: expect.arrayContaining(['application_type', 'submission_id']),
      fix: expect.stringMatching(
        /^add the field to the site .* and set "customFields\.c\.truck_type\.lookupName" to null$/,
      ),
    });
    expect(about('field-type')).toMatchObject({
      offers: [],
      fix: 'send text, without .lookupName or .id at the end of the path, or make the field one for yes or no',
    });
    expect(about('right-missing')?.fix).toBe(
      'give the profile of the account the right to create contacts over the API',
    );
  });
});

describe('a site that lacks the field for the submission’s id', () => {
  it('is told so, once', async () => {
    const findings = await check(openCrm({ site: { customFields: { incidents: { submission_id: null } } } }));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'field-missing',
        where: 'submissionIdField',
        problem: 'the site has no field submission_id',
        offers: expect.arrayContaining(['application_source']),
        fix: expect.stringMatching(/^add a text custom field of 36 characters or more to incidents/),
      },
    ]);
  });

  it('is told so also where it does not describe itself: the field cannot be searched', async () => {
    const crm = openCrm({ site: { customFields: { incidents: { submission_id: null } } } });
    crm.simulator.failNext('read-metadata', 'status-404', { times: 50 });
    expect(await check(crm)).toMatchObject([
      {
        severity: 'error',
        code: 'submission-id-not-searchable',
        where: 'submissionIdField',
        problem: expect.stringMatching(/^incidents cannot be looked up by customFields\.c\.submission_id \(/),
      },
      { severity: 'warning', code: 'fields-unreadable', where: 'mapping.contact' },
      { severity: 'warning', code: 'fields-unreadable', where: 'mapping.incident' },
    ]);
  });

  it('is advised to have one where the settings do without', async () => {
    const crm = openCrm({
      site: { customFields: { incidents: { submission_id: null } } },
      connector: { submissionIdField: null },
    });
    expect(await check(crm)).toMatchObject([
      { severity: 'warning', code: 'submission-id-advised', where: 'submissionIdField' },
    ]);
  });

  it.each([
    [{ type: 'integer' as const }, 'the field takes a number, and what is sent is text'],
    [{ type: 'menu' as const }, 'the field takes a menu value, and what is sent is text'],
  ])('but has another of that name is told so: %j', async (field, problem) => {
    const findings = await check(
      openCrm({ site: { customFields: { incidents: { submission_id: field } } } }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'field-type', where: 'submissionIdField', problem }),
    );
  });
});

describe('an account', () => {
  it.each(['json', 'html', 'empty'] as const)(
    'with a wrong password is told so by one call alone (%s)',
    async (unauthorizedBody) => {
      const credentials = { scheme: 'basic', username: 'sandbox', password: 'wrong' } as const;
      const crm = openCrm({ site: { unauthorizedBody }, connector: { credentials } });
      expect(await check(crm)).toMatchObject([
        {
          severity: 'error',
          code: 'sign-in-refused',
          where: 'username',
          problem: expect.stringMatching(/^find-contact: status 401.*user name or password is refused$/),
          fix: expect.stringMatching(/^check the name and the secret/),
        },
      ]);
      expect(crm.simulator.requests()).toHaveLength(1);
    },
  );

  it('that may not query is told so', async () => {
    const findings = await check(await openUsed({ site: { permissions: { runQueries: false } } }));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        code: 'cannot-query',
        where: 'username',
        problem: expect.stringMatching(/^contacts cannot be looked up by e-mail address \(OSC-CREST-00015/),
      },
    ]);
  });

  it.each([
    ['createContacts', 'create contacts'],
    ['createIncidents', 'create incidents'],
    ['attachFiles', 'attach files to incidents'],
  ])('that lacks the right %s is told so', async (right, what) => {
    const crm = await openUsed({ site: { permissions: { [right]: false } } });
    expect(await check(crm)).toMatchObject([
      {
        severity: 'error',
        code: 'right-missing',
        where: 'username',
        problem: `the account may not ${what}`,
      },
    ]);
  });

  it('needs the right to update contacts where they are to be updated', async () => {
    const site = { permissions: { updateContacts: false } };
    expect(await check(openCrm({ site }))).toEqual([]);
    const connector = { updateExisting: ['address.city'] };
    expect(await check(openCrm({ site, connector }))).toMatchObject([
      { code: 'right-missing', problem: 'the account may not update contacts' },
    ]);
    expect(await check(openCrm({ site, connector: { ...connector, updateBy: 'tunnel' } }))).toHaveLength(1);
  });
});

describe('a site that cannot be checked', () => {
  it.each([
    ['reset-after-commit', 'find-contact: no reply: network'],
    ['status-503', 'find-contact: status 503, OSC-CREST-00008'],
    ['timeout-before-commit', 'find-contact: no reply: timeout'],
    ['malformed-json', 'find-contact: the reply cannot be read'],
  ] as const)('is a finding itself (%s)', async (fault, problem) => {
    const crm = openCrm({ connector: { timeoutMs: 200 } });
    crm.simulator.failNext('query', fault);
    expect(await check(crm)).toMatchObject([
      { severity: 'error', code: 'unreachable', where: 'siteUrl', problem, offers: [] },
    ]);
  });

  it('is one where the process was told to stop', async () => {
    const stopped = AbortSignal.abort(new Error('stopping'));
    await expect(openCrm().connector.check({ definitions: builtInForms, signal: stopped })).rejects.toThrow(
      'stopping',
    );
  });
});
