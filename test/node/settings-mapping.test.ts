import { describe, expect, it } from 'vitest';
import { complaintAbout, passwordEnv, readConfig, siteConfig } from '../support/settings.ts';

const complaint = (mapping: unknown) => complaintAbout(siteConfig({ mapping }), passwordEnv);

describe('a mapping in the configuration file', () => {
  it('is taken as it stands', () => {
    const mapping = {
      contact: { 'customFields.c.cdl_type.lookupName': { from: 'answers.cdl_type', names: { A: 'CDL A' } } },
      incident: { 'queue.id': { constant: 2 } },
      forms: { 'driver-short': { incident: { subject: null } } },
    };
    expect(readConfig(siteConfig({ mapping }), passwordEnv).b2cService?.mapping).toEqual(mapping);
  });

  it.each([
    [[], 'config.json:5: b2cService.mapping must be an object with contact and incident'],
    [
      { contacts: {} },
      'config.json:6: b2cService.mapping.contacts is not a setting here; there are contact, forms, incident',
    ],
    [{ contact: [] }, 'config.json:6: b2cService.mapping.contact must be an object of paths and sources'],
    [
      { contact: { 'a b': 'id' } },
      'config.json:7: b2cService.mapping.contact.a b must be a path such as customFields.c.cdl_type.lookupName',
    ],
    [
      { contact: { 'name.__proto__.x': 'id' } },
      /^config\.json:7: b2cService\.mapping\.contact "name\.__proto__\.x" must be a path/,
    ],
    [{ contact: { 'constructor.prototype': 'id' } }, /must be a path/],
    [
      { contact: { 'name.first': 'answers.frist_name' } },
      /^config\.json:7: b2cService\.mapping\.contact "name\.first" is answers\.frist_name, which no form has; did you mean answers\.first_name, /,
    ],
    [
      { contact: { 'name.first': { from: 'answers.first_name' }, 'name.last': { from: 'city', names: {} } } },
      /^config\.json:11: b2cService\.mapping\.contact "name\.last"\.from is city, which no form has; did you mean /,
    ],
    [
      { contact: { 'name.first': { text: 'x' } } },
      'config.json:7: b2cService.mapping.contact "name.first" has text; did you mean from?',
    ],
    [
      { contact: { name: 'answers.last_name' } },
      'config.json:7: b2cService.mapping.contact.name has lines below it too; set to null what you do not want',
    ],
    [
      { incident: { 'subject.text': 'id' } },
      /^config\.json:6: b2cService\.mapping\.incident\.subject has lines below it too/,
    ],
    [
      { forms: { 'driver-long': {} } },
      'config.json:7: b2cService.mapping.forms.driver-long is not a form; there are driver-short',
    ],
  ])('with a mistake is refused, its line and place named: %j', (mapping, message) => {
    if (typeof message === 'string') expect(complaint(mapping)).toBe(message);
    else expect(complaint(mapping)).toMatch(message);
  });

  it('is named first where updateExisting names a line that only the right mapping would have', () => {
    const config = siteConfig({
      updateExisting: ['title'],
      mapping: { contact: { title: 'answers.titel' } },
    });
    expect(complaintAbout(config, passwordEnv)).toMatch(/mapping\.contact\.title is answers\.titel/);
  });
});

describe('updateExisting', () => {
  it.each([
    [['address.city', 'name.first'], undefined],
    [
      ['address.ctiy'],
      /^config\.json:6: b2cService\.updateExisting\.0 is address\.ctiy, which is no line of mapping\.contact; did you mean address\.city, /,
    ],
    [
      ['address.city', 'phones.0.number'],
      'config.json:7: b2cService.updateExisting.1 is phones.0.number, a place in a list; what an update does to lists is not documented',
    ],
    ['address.city', /^config\.json:5: b2cService\.updateExisting must list lines of mapping\.contact/],
  ])('%j', (updateExisting, message) => {
    const config = siteConfig({ updateExisting });
    if (message === undefined) {
      expect(readConfig(config, passwordEnv).b2cService).toMatchObject({ updateExisting });
    } else if (typeof message === 'string') expect(complaintAbout(config, passwordEnv)).toBe(message);
    else expect(complaintAbout(config, passwordEnv)).toMatch(message);
  });

  it('may name lines that the mapping adds, and not those it takes away', () => {
    const adds = { updateExisting: ['title'], mapping: { contact: { title: { constant: 'Driver' } } } };
    expect(readConfig(siteConfig(adds), passwordEnv).b2cService?.updateExisting).toEqual(['title']);
    const removes = { updateExisting: ['address.city'], mapping: { contact: { 'address.city': null } } };
    expect(complaintAbout(siteConfig(removes), passwordEnv)).toMatch(/which is no line of mapping\.contact/);
  });
});
