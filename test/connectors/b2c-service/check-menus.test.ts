import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/connectors/connector.ts';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { type CrmOptions, openCrm } from '../../support/b2c-service.ts';
import { reply } from '../../support/fake-server.ts';
import { problem, rows, startFakeSite } from '../../support/fake-site.ts';

const check = (options: CrmOptions): Promise<readonly Finding[]> =>
  openCrm(options).connector.check({ definitions: builtInForms, signal: new AbortController().signal });

const cdlType = 'customFields.c.cdl_type.lookupName';
const menus = { 'contacts/customFields/c/cdl_type': { rename: { 'Class A': 'A', 'Class B': 'B' } } };

describe('a check of menus', () => {
  it('finds each value that a form can send and the site does not have', async () => {
    const findings = await check({ site: { menus } });
    expect(findings.map(({ problem }) => problem)).toEqual([
      'the menu has no value "Class A" (code A)',
      'the menu has no value "Class B" (code B)',
    ]);
  });

  it('is content with what the mapping says in its place', async () => {
    for (const source of [
      {
        from: 'answers.cdl_type',
        names: {
          A: 'A',
          B: 'B',
          C: 'Class C',
          CLP: 'Permit (CLP)',
          STUDENT: 'In CDL school',
          NONE: 'No CDL',
        },
      },
      { from: 'answers.cdl_type', ids: { A: 96, B: 97, C: 98, CLP: 99, STUDENT: 100, NONE: 101 } },
      { from: 'answers.cdl_type', otherwise: null },
    ]) {
      expect(
        await check({ site: { menus }, connector: { mapping: { contact: { [cdlType]: source } } } }),
      ).toEqual([]);
    }
  });

  it('finds an id that is not there, or a name that is no menu’s', async () => {
    const mapping = {
      contact: { [cdlType]: { from: 'answers.cdl_type', ids: { A: 7 } } },
      incident: { 'severity.id': { constant: 9 } },
    };
    const findings = await check({ connector: { mapping } });
    expect(findings).toMatchObject([
      {
        code: 'menu-id-missing',
        problem: 'the menu has no value with the id 7 (code A)',
        offers: ['96 Class A', '97 Class B', '98 Class C', '99 Permit (CLP)', '100 In CDL school'],
      },
      { code: 'menu-id-missing', problem: 'the menu has no value with the id 9' },
    ]);
  });

  it('finds a province that its country lacks, and a country', async () => {
    const site = await startFakeSite({
      'find-contact': (response) => reply(response, 200, rows()),
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response) => reply(response, 400, problem('00013')),
      'read-menu': (response, { url }) => {
        if (url.endsWith('/countries')) reply(response, 200, { items: [{ id: 1, lookupName: 'US' }] });
        else if (url.includes('/countries/1'))
          reply(response, 200, { provinces: [{ id: 2, lookupName: 'AL' }] });
        else reply(response, 404, problem('00013'));
      },
    });
    const findings = await site.connector.check({
      definitions: builtInForms,
      signal: new AbortController().signal,
    });
    const about = (line: string) => findings.filter(({ where }) => where === `mapping.contact "${line}"`);
    expect(about('address.country.lookupName')).toMatchObject([
      {
        severity: 'error',
        code: 'menu-value-missing',
        problem: 'the menu has no value "CA" (code CA)',
        offers: ['US'],
      },
    ]);
    const provinces = about('address.stateOrProvince.lookupName');
    expect(provinces).toContainEqual(
      expect.objectContaining({ problem: 'the menu has no value "CO" (code CO)' }),
    );
    expect(provinces).not.toContainEqual(
      expect.objectContaining({ problem: expect.stringContaining('"AL"') }),
    );
    // Of a country that is not there nothing can be said.
    expect(provinces).toContainEqual(
      expect.objectContaining({ severity: 'warning', code: 'menu-unreadable' }),
    );
  });

  it('warns of menus that cannot be read', async () => {
    const site = await startFakeSite({
      'find-incident': (response) => reply(response, 200, rows()),
      check: (response) => reply(response, 400, problem('00013')),
    });
    const findings = await site.connector.check({
      definitions: builtInForms,
      signal: new AbortController().signal,
    });
    expect(findings.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(findings).toContainEqual({
      severity: 'warning',
      code: 'menu-unreadable',
      where: `mapping.contact "${cdlType}"`,
      problem: 'the values of the menu cannot be read, so applications may be refused that name one it lacks',
      offers: [],
      fix: 'let the account read the menu, or say where its values are listed: "menuResources": { "contacts.customFields.c.cdl_type": "…" }',
    });
  });

  it('says nothing of a menu whose field is wrong anyway', async () => {
    const findings = await check({ site: { customFields: { contacts: { cdl_type: null } } } });
    expect(findings.map(({ code }) => code)).toEqual(['field-missing']);
  });

  it('looks for states in the country as the mapping calls it', async () => {
    const swapped = { from: 'answers.country', names: { US: 'CA', CA: 'US' } };
    const mapping = { contact: { 'address.country.lookupName': swapped } };
    const findings = await check({ connector: { mapping } });
    expect(findings.length).toBeGreaterThan(60);
    expect(findings).toContainEqual(
      expect.objectContaining({
        where: 'mapping.contact "address.stateOrProvince.lookupName"',
        problem: 'the menu has no value "CO" (code CO)',
      }),
    );
  });

  it('names the form whose line is wrong', async () => {
    const contact = { 'address.country.lookupName': { constant: 'Atlantis' } };
    const findings = await check({ connector: { mapping: { forms: { 'driver-short': { contact } } } } });
    expect(findings).toContainEqual(
      expect.objectContaining({
        where: 'mapping.forms.driver-short.contact "address.country.lookupName"',
        problem: 'the menu has no value "Atlantis"',
        fix: 'add or rename the value in the site, or write one that is there',
      }),
    );
  });
});
