import { describe, expect, it } from 'vitest';
import { builtInForms } from '../../../src/model/forms/built-in.ts';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';
import { reply, replyHtml } from '../../support/fake-server.ts';
import { problem, startFakeSite } from '../../support/fake-site.ts';

const cdlType = 'contacts/customFields/c/cdl_type';
const day = 86_400_000;

describe('menus that cannot be read', () => {
  it.each([400, 403, 404, 405])('(%i) are left to the site to judge', async (status) => {
    const site = await startFakeSite({
      'read-menu': (response) => reply(response, status, problem(status === 403 ? '00015' : '00013')),
    });
    expect(await site.deliver()).toMatchObject({ id: '84001' });
    expect(JSON.parse(site.requests[1]?.body ?? '')).toMatchObject({
      customFields: { c: { cdl_type: { lookupName: 'Class A' } } },
    });
    const asked = site.count('read-menu');
    await site.deliver();
    expect(site.count('read-menu'), 'asked once').toBe(asked);
  });

  it('are asked for again after a while', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now, menuLifetimeMs: 1_000 } });
    crm.simulator.failNext('read-menu', 'status-404', { times: 6 });
    await crm.deliver(submissionOf());
    crm.simulator.changeMenu(cdlType, { remove: ['Class A'] });
    clock.now += 1_000;
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      message: expect.stringContaining('the menu has no value "Class A"'),
    });
  });

  it.each([
    'status-500',
    'status-503',
    'timeout-before-commit',
    'reset-after-commit',
    'malformed-json',
    'html-200',
    'wrong-shape',
    'oversized',
  ] as const)('for trouble that passes (%s) are left to the site to judge too', async (fault) => {
    const crm = openCrm({ connector: { timeoutMs: 300 } });
    crm.simulator.failNext('read-menu', fault);
    await crm.deliver(submissionOf());
    expect(crm.incidents()).toHaveLength(1);
  });

  it('for trouble that passes are asked for again after a minute, and not before', async () => {
    const clock = { now: 1_000 * day };
    const crm = openCrm({ connector: { now: () => clock.now } });
    crm.simulator.failNext('read-menu', 'status-500', { times: 6 });
    await crm.deliver(submissionOf());
    const asked = crm.readings().length;
    crm.simulator.changeMenu(cdlType, { remove: ['Class B'] });
    clock.now += 59_999;
    await crm.deliver(submissionOf());
    expect(crm.readings()).toHaveLength(asked);
    clock.now += 1;
    await expect(crm.deliver(submissionOf({ cdl_type: 'B' }))).rejects.toMatchObject({
      message: expect.stringContaining('the menu has no value "Class B"'),
    });
  });

  it('after the site has refused what it was sent are trouble: no older answer will do', async () => {
    const crm = openCrm();
    await crm.connector.check({ definitions: builtInForms, signal: new AbortController().signal });
    crm.simulator.failNext('create-contact', 'status-400');
    crm.simulator.failNext('read-menu', 'status-500', { times: 20 });
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'retry' });
    expect(crm.contacts()).toEqual([]);
  });

  it.each(['status-500', 'malformed-json', 'reset-after-commit'] as const)(
    'for trouble that passes (%s) are taken to be as they were',
    async (fault) => {
      const clock = { now: day };
      const crm = openCrm({ connector: { now: () => clock.now } });
      await crm.deliver(submissionOf());
      clock.now += day;
      crm.simulator.failNext('read-menu', fault, { times: 100 });
      await crm.deliver(submissionOf());
      expect(crm.incidents()).toHaveLength(2);
      expect(crm.contacts()[0].customFields.c.cdl_type.lookupName).toBe('Class A');
    },
  );

  it('since the password is refused stop the delivery', async () => {
    const crm = openCrm();
    crm.simulator.failNext('read-menu', 'unauthorized');
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({ kind: 'misconfigured' });
    expect(crm.calls()).toEqual([]);
  });
});

describe('a menu in which not all makes sense', () => {
  it('is believed in what does, and read on by its link to the next page', async () => {
    const pages = [
      {
        items: [
          { id: 1 },
          { lookupName: 'No id' },
          null,
          { id: [], lookupName: 'Class A' },
          { id: '7', lookupName: 'Class B' },
        ],
        links: [null, { rel: 'self' }, { rel: 'next', href: 'x' }],
      },
      { items: [{ id: 0, lookupName: 'Class A' }], links: 'none' },
    ];
    const site = await startFakeSite(
      {
        'read-menu': (response, { url }) => {
          if (url.includes('/cdl_type')) reply(response, 200, pages[url.endsWith('offset=1') ? 1 : 0]);
          else replyHtml(response, 404);
        },
      },
      { menuValues: 'id' },
    );
    await site.deliver();
    expect(JSON.parse(site.requests[1]?.body ?? '').customFields.c.cdl_type).toEqual({ id: 0 });
  });
});

describe('a menu whose pages have no end', () => {
  it.each([
    ['the same page for ever', () => 96],
    ['always another page', (index: number) => 96 + index],
  ])('is left at some point: %s', async (_, idAt) => {
    const site = await startFakeSite({
      'read-menu': (response, { url }, index) =>
        url.endsWith('/cdl_type') || url.includes('/cdl_type?')
          ? reply(response, 200, { items: [{ id: idAt(index), lookupName: 'Class A' }], hasMore: true })
          : replyHtml(response, 404),
    });
    const outcome = await site.deliver();
    expect(site.count('read-menu')).toBeLessThan(40);
    expect(outcome).toBeDefined();
  });
});

describe('a menu that stands elsewhere', () => {
  it('is read where the settings say', async () => {
    const crm = openCrm({
      connector: {
        menuResources: { 'incidents.product': 'namedIDs/incidents/product' },
        mapping: { incident: { 'product.lookupName': { constant: 'Driving' } } },
      },
    });
    await crm.deliver(submissionOf());
    expect(crm.readings()).toContain('GET namedIDs/incidents/product');
    expect(crm.incidents()[0].product).toMatchObject({ id: 7 });
  });

  it.each([
    ['product', 'serviceProducts'],
    ['category', 'serviceCategories'],
    ['disposition', 'serviceDispositions'],
    ['queue', 'namedIDs/incidents/queue'],
    ['statusWithType.status', 'namedIDs/incidents/statusWithType/status'],
    ['customFields.Recruiting.Yard', 'namedIDs/incidents/customFields/Recruiting/Yard'],
  ])('is by itself read where the vendor puts it: %s', async (field, resource) => {
    const mapping = { incident: { [`${field}.lookupName`]: { constant: 'None of these' } } };
    const crm = openCrm({ connector: { mapping } });
    await crm.deliver(submissionOf()).catch(() => {});
    expect(crm.readings()).toContain(`GET ${resource}`);
  });

  it('may be read for each country', async () => {
    const site = await startFakeSite(
      {
        'read-menu': (response, { url }) => {
          if (url.endsWith('/countries')) reply(response, 200, { items: [{ id: 1, lookupName: 'US' }] });
          else if (url.endsWith('/Geo.Province?q=1'))
            reply(response, 200, { items: [{ id: 5, lookupName: 'CO' }] });
          else replyHtml(response, 404);
        },
      },
      { menuValues: 'id', menuResources: { 'contacts.address.stateOrProvince': 'Geo.Province?q={country}' } },
    );
    await site.deliver();
    expect(JSON.parse(site.requests[1]?.body ?? '').address.stateOrProvince).toEqual({ id: 5 });
  });
});

describe('a site that refuses what its menus have allowed', () => {
  it('is asked again, and the application set aside with the good reason', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now } });
    await crm.deliver(submissionOf());
    crm.simulator.changeMenu(cdlType, { rename: { 'Class A': 'CDL A' } });
    clock.now += 20_000;
    await expect(crm.deliver(submissionOf({ email: 'other@example.com' }))).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: 60_000,
      message: expect.stringContaining('the menu has no value "Class A"; it has '),
    });
    expect(crm.contacts()).toHaveLength(1);
  });

  it('is asked again, and gets what it takes now', async () => {
    const clock = { now: day };
    const crm = openCrm({ connector: { now: () => clock.now, menuValues: 'id' } });
    await crm.deliver(submissionOf());
    // The value was deleted, and made anew under another id.
    crm.simulator.changeMenu(cdlType, { remove: ['Class A'], add: [{ id: 500, lookupName: 'Class A' }] });
    crm.simulator.changeMenu('incidents/customFields/c/truck_type', {
      remove: ['Straight Truck'],
      add: [{ id: 600, lookupName: 'Straight Truck' }],
    });
    clock.now += 20_000;
    await crm.deliver(submissionOf({ email: 'other@example.com' }));
    expect(crm.contacts()[1].customFields.c.cdl_type.id).toBe(500);
    expect(crm.incidents()[1].customFields.c.truck_type.id).toBe(600);
  });

  it('for another reason is believed', async () => {
    const crm = openCrm();
    crm.simulator.failNext('create-incident', 'status-400');
    await expect(crm.deliver(submissionOf())).rejects.toMatchObject({
      kind: 'rejected',
      recheckMs: undefined,
      message: 'create-incident: status 400, OSC-CREST-00006',
    });
    expect(crm.calls().filter(({ what }) => what === 'POST incidents')).toHaveLength(1);
  });
});
