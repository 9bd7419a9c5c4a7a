import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/connectors/connector.ts';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { type CrmOptions, openCrm } from '../../support/b2c-service.ts';
import { reply } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';
import { longForm } from '../../support/long-form.ts';

const check = (options: CrmOptions): Promise<readonly Finding[]> =>
  openCrm(options).connector.check({ definitions: builtInForms, signal: new AbortController().signal });

const cdlType = 'customFields.c.cdl_type.lookupName';
const menus = { 'contacts/customFields/c/cdl_type': { rename: { 'Class A': 'A', 'Class B': 'B' } } };

describe('a check of fields', () => {
  it.each([
    [
      { contact: { title: 'answers.has_cdl' } },
      'the field takes text, and what is sent is yes or no',
      'make the field one for yes or no',
    ],
    [
      { contact: { disabled: 'answers.city' } },
      'the field takes yes or no, and what is sent is text',
      'make the field one for text',
    ],
    [
      { contact: { title: { constant: 7 } } },
      'the field takes text, and what is sent is a number',
      'make the field one for a number',
    ],
    [
      { contact: { disabled: { template: '{city}' } } },
      'the field takes yes or no, and what is sent is text',
      'make the field one for text',
    ],
    [
      { contact: { disabled: 'consents.sms.at' } },
      'the field takes yes or no, and what is sent is text',
      'make the field one for text',
    ],
    [
      { contact: { title: 'consents.sms.granted' } },
      'the field takes text, and what is sent is yes or no',
      'make the field one for yes or no',
    ],
    [
      { contact: { 'customFields.c.cdl_type': 'answers.cdl_type', [cdlType]: null } },
      'the field takes a menu value, and what is sent is text',
      'make the field one for text',
    ],
    [
      { contact: { 'title.lookupName': 'answers.cdl_type' } },
      'the field takes text, and what is sent is a menu value',
      'make the field one for a menu value',
    ],
  ])('finds one of another type: %j', async (mapping, sentence, fix) => {
    const findings = await check({ connector: { mapping } });
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'field-type',
        problem: sentence,
        fix: expect.stringContaining(fix),
      }),
    );
  });

  it.each([
    { contact: { title: 'answers.city', disabled: 'answers.has_cdl' } },
    { contact: { title: { template: '{city}' }, 'customFields.c.has_cdl': { constant: true } } },
    { contact: { disabled: 'consents.sms.granted', title: 'consents.sms.at' } },
    { incident: { 'queue.id': { constant: 2 }, 'statusWithType.status.id': { constant: 1 } } },
  ])('is content with one that fits: %j', async (mapping) => {
    expect(await check({ connector: { mapping } })).toEqual([]);
  });

  it.each([
    ['date', 'answers.available_from', undefined],
    ['text', 'answers.available_from', undefined],
    ['text', 'answers.endorsements', undefined],
    ['date', 'answers.city', 'the field takes a day, and what is sent is text'],
    ['date-time', 'answers.available_from', 'the field takes a time, and what is sent is a day'],
    ['boolean', 'answers.available_from', 'the field takes yes or no, and what is sent is a day'],
  ] as const)('knows what a %s field makes of %s', async (type, fact, problem) => {
    const field = type === 'text' ? { type, maxLength: 255 } : { type };
    const crm = openCrm({
      site: { customFields: { contacts: { extra: field } } },
      connector: { definitions: [longForm], mapping: { contact: { 'customFields.c.extra': fact } } },
    });
    const findings = await crm.connector.check({
      definitions: [longForm],
      signal: new AbortController().signal,
    });
    const about = findings.filter(({ where }) => where.includes('customFields.c.extra'));
    expect(about.map((finding) => finding.problem)).toEqual(problem ? [problem] : []);
  });

  it('takes a menu for a menu though the site says that its type is text', async () => {
    const lines = ['name.first', 'name.last', 'emails.0.address'];
    const site = await startFakeSite({
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response) => reply(response, 400, problem('00013')),
      'read-metadata': (response, { url }) =>
        url.endsWith('/metadata-catalog/contacts')
          ? reply(response, 200, {
              properties: {
                name: {
                  properties: { first: { type: 'string', isEnumerable: true }, last: { type: 'string' } },
                },
                emails: { items: { properties: { address: { type: ['string', 'null'] }, addressType: {} } } },
              },
            })
          : reply(response, 404, problem('00013')),
    });
    const findings = await site.connector.check({
      definitions: builtInForms,
      signal: new AbortController().signal,
    });
    const about = findings.filter(({ where }) => lines.some((line) => where.includes(`"${line}"`)));
    expect(about).toMatchObject([
      {
        code: 'field-type',
        where: 'mapping.contact "name.first"',
        problem: 'the field takes a menu value, and what is sent is text',
      },
    ]);
  });

  it('finds one that the site wants filled and no line fills', async () => {
    const site = {
      customFields: { incidents: { yard: { type: 'text', maxLength: 20, required: true } } },
    } as const;
    const mapping = { incident: { 'customFields.c.yard': { constant: 'Denver' } } };
    expect(await check({ site, connector: { mapping } })).toEqual([]);
    expect(await check({ site })).toMatchObject([
      {
        severity: 'error',
        code: 'field-required',
        where: 'mapping.incident',
        problem: 'the site takes no incidents without customFields.c.yard, and no line fills it',
      },
    ]);
  });

  it('advises to fill the thread', async () => {
    const lines = ['threads.0.text', 'threads.0.entryType.id', 'threads.0.contentType.id'];
    const mapping = { incident: Object.fromEntries(lines.map((line) => [line, null])) };
    expect(await check({ connector: { mapping } })).toMatchObject([
      { severity: 'warning', code: 'thread-advised', where: 'mapping.incident' },
    ]);
  });

  it('finds one misspelt, with the nearest that is there', async () => {
    const mapping = { contact: { 'address.ctiy': 'answers.city', 'address.city': null } };
    const findings = await check({ connector: { mapping } });
    expect(findings).toMatchObject([
      {
        code: 'field-missing',
        where: 'mapping.contact "address.ctiy"',
        problem: 'the site has no field ctiy',
      },
    ]);
    expect(findings[0]?.offers[0]).toBe('city');
  });

  it('finds the same thing once, however many forms have it', async () => {
    const [form] = builtInForms;
    const crm = openCrm({ site: { menus } });
    const findings = await crm.connector.check({
      definitions: [form as never, { ...(form as object), name: 'other' } as never],
      signal: new AbortController().signal,
    });
    expect(findings).toHaveLength(2);
  });
});
