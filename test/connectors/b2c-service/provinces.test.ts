import { describe, expect, it } from 'vitest';
import { openCrm, submissionOf } from '../../support/b2c-service.ts';

describe('provinces', () => {
  it.each(['inline', 'links'] as const)(
    'are those of the country, which lists them %s',
    async (provinces) => {
      const crm = openCrm({ site: { assumptions: { provinces } }, connector: { menuValues: 'id' } });
      await crm.deliver(submissionOf({ state: 'ON', country: 'CA', postal_code: 'K1A 0B1' }));
      expect(crm.calls()[1]?.body.address).toMatchObject({
        stateOrProvince: { id: 109 },
        country: { id: 2 },
      });
      expect(crm.readings()).toContain('GET countries/2');
    },
  );

  it('of one country are not those of the next', async () => {
    const crm = openCrm({ connector: { menuValues: 'id' } });
    await crm.deliver(submissionOf());
    await crm.deliver(submissionOf({ state: 'ON', country: 'CA', email: 'other@example.com' }));
    await crm.deliver(submissionOf({ state: 'WY', email: 'third@example.com' }));
    expect(crm.contacts().map(({ address }) => address.stateOrProvince.lookupName)).toEqual([
      'CO',
      'ON',
      'WY',
    ]);
    expect(crm.readings().filter((what) => what.startsWith('GET countries/'))).toHaveLength(2);
  });

  it('of another country set the application aside', async () => {
    const crm = openCrm();
    await expect(crm.deliver(submissionOf({ state: 'ON', country: 'US' }))).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(
        /^contacts "address\.stateOrProvince\.lookupName": the menu has not the value/,
      ),
    });
  });

  it('are those of the country that is mapped by its id', async () => {
    const country = { from: 'answers.country', ids: { US: 1, CA: 2 } };
    const mapping = { contact: { 'address.country.lookupName': country } };
    const crm = openCrm({ connector: { mapping } });
    await crm.deliver(submissionOf());
    expect(crm.contacts()[0].address).toMatchObject({
      country: { lookupName: 'US' },
      stateOrProvince: { lookupName: 'CO' },
    });
    expect(crm.readings()).toContain('GET countries/1');
  });

  it('are left to the site where no country is sent', async () => {
    const crm = openCrm({ connector: { mapping: { contact: { 'address.country.lookupName': null } } } });
    await crm.deliver(submissionOf()).catch(() => {});
    expect(crm.readings().filter((what) => what.includes('countries'))).toEqual([]);
    expect(crm.calls()[1]?.body.address).toMatchObject({ stateOrProvince: { lookupName: 'CO' } });
  });
});
