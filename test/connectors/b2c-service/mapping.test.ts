import { describe, expect, it } from 'vitest';
import { defaultMapping } from '../../../src/connectors/b2c-service/default-mapping.ts';
import { type B2cObject, b2cServiceMapping } from '../../../src/connectors/b2c-service/mapping-target.ts';
import { type MappingChanges, mappingFor } from '../../../src/connectors/mapping/mapping.ts';
import { mapped } from '../../support/mapped.ts';

const contact = (changes: MappingChanges<B2cObject>['contact'], answers = {}) =>
  mapped('contact', { answers, changes: { contact: changes ?? {} } });
const incident = (changes: MappingChanges<B2cObject>['incident'], answers = {}, envelope = {}) =>
  mapped('incident', { answers, envelope, changes: { incident: changes ?? {} } });

describe('a changed mapping', () => {
  it('replaces lines, takes lines away, and leaves the others', () => {
    const changed = contact({
      'address.street': null,
      'address.city': null,
      'phones.0.phoneType.id': { constant: 4 },
    });
    expect(changed.address).not.toHaveProperty('street');
    expect(changed.phones[0].phoneType).toEqual({ id: 4 });
    expect(changed.name).toEqual({ first: 'Craig', last: 'Daniels' });
    const { customFields } = incident({
      'customFields.c.truck_type.lookupName': null,
      'customFields.c.truck.lookupName': 'answers.truck_type',
    });
    expect(customFields.c).toMatchObject({ truck: { lookupName: 'STRAIGHT' } });
    expect(customFields.c).not.toHaveProperty('truck_type');
    expect(mappingFor(b2cServiceMapping, 'driver-short', undefined)).toEqual(defaultMapping);
    expect(mappingFor(b2cServiceMapping, 'driver-short', {})).toEqual(defaultMapping);
  });

  it('takes a whole list away with the line that fills it, its constants with it', () => {
    expect(contact({ 'phones.0.number': null })).not.toHaveProperty('phones');
  });

  it('leaves no gap in a list where something was not answered', () => {
    const lines = { 'phones.1.number': 'answers.postal_code', 'phones.1.phoneType.id': { constant: 4 } };
    expect(contact(lines, { phone: undefined }).phones).toEqual([{ number: '80207', phoneType: { id: 4 } }]);
  });

  it('has constants of a list element only where that element is filled', () => {
    const second = {
      'phones.1.number': 'answers.postal_code',
      'phones.1.phoneType.id': { constant: 4 },
    } as const;
    expect(contact(second).phones).toEqual([
      { number: '720-555-0113', phoneType: { id: 1 } },
      { number: '80207', phoneType: { id: 4 } },
    ]);
    expect(contact(second, { postal_code: undefined }).phones).toEqual([
      { number: '720-555-0113', phoneType: { id: 1 } },
    ]);
  });

  it('sets constants, also several levels deep: text, numbers, yes and no', () => {
    const lines = {
      'queue.id': { constant: 2 },
      'statusWithType.status.id': { constant: 1 },
      'customFields.c.origin': { constant: 'web' },
      'customFields.c.urgent': { constant: false },
      'customFields.c.zero': { constant: 0 },
    };
    expect(incident(lines)).toMatchObject({
      queue: { id: 2 },
      statusWithType: { status: { id: 1 } },
      customFields: { c: { origin: 'web', urgent: false, zero: 0 } },
    });
  });

  it('gives codes other names; those that it does not name keep what they had', () => {
    const names = { A: 'CDL-A' };
    const lines = { 'customFields.c.cdl_type.lookupName': { from: 'answers.cdl_type', names } };
    expect(contact(lines).customFields.c.cdl_type).toEqual({ lookupName: 'CDL-A' });
    expect(contact(lines, { cdl_type: 'B' }).customFields.c.cdl_type).toEqual({ lookupName: 'Class B' });
  });

  it('begins anew with a table of another fact, in which what has no name stands for itself', () => {
    const names = { SOLO: 'A' };
    const lines = { 'customFields.c.cdl_type.lookupName': { from: 'answers.driving_preference', names } };
    expect(contact(lines).customFields.c.cdl_type).toEqual({ lookupName: 'A' });
    expect(contact(lines, { driving_preference: 'TEAM' }).customFields.c.cdl_type).toEqual({
      lookupName: 'TEAM',
    });
  });

  it('gives codes ids, which win over names, and stand where a name would', () => {
    const source = { from: 'answers.cdl_type', names: { A: 'CDL-A', B: 'CDL-B' }, ids: { A: 961 } };
    const lines = { 'customFields.c.cdl_type.lookupName': source };
    expect(contact(lines).customFields.c.cdl_type).toEqual({ id: 961 });
    expect(contact(lines, { cdl_type: 'B' }).customFields.c.cdl_type).toEqual({ lookupName: 'CDL-B' });
    const plain = { 'customFields.c.cdl_number': { from: 'answers.cdl_type', ids: { A: 961 } } };
    expect(contact(plain).customFields.c.cdl_number).toBe(961);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'finds nothing of the language by the code %s',
    (application_source) => {
      const names = { A: 'CDL-A' };
      const ids = { A: 1 };
      const line = { from: 'attribution.application_source', names, ids };
      const { customFields } = incident(
        { 'customFields.c.source.lookupName': line },
        {},
        { attribution: { application_source } },
      );
      expect(customFields.c.source).toEqual({ lookupName: application_source });
    },
  );

  it('finds nothing of the language by the name of a fact', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(incident({ 'customFields.c.a': name }).customFields.c).not.toHaveProperty('a');
      expect(incident({ 'customFields.c.a': { from: name } }).customFields.c).not.toHaveProperty('a');
    }
  });
});

describe('a table of yes and no', () => {
  it('has true and false for codes', () => {
    const names = { true: 'Has one', false: 'Has none' };
    const lines = { 'customFields.c.cdl.lookupName': { from: 'answers.has_cdl', names } };
    expect(contact(lines).customFields.c.cdl).toEqual({ lookupName: 'Has one' });
    expect(contact(lines, { has_cdl: false }).customFields.c.cdl).toEqual({ lookupName: 'Has none' });
    expect(contact(lines, { has_cdl: undefined }).customFields.c).not.toHaveProperty('cdl');
  });
});

describe('further changes for one form', () => {
  const changes = {
    incident: { subject: { constant: 'For all' }, 'queue.id': { constant: 1 } },
    forms: {
      'driver-short': { incident: { subject: { constant: 'For the short one' }, 'queue.id': null } },
      'driver-dot': { contact: { 'name.first': null } },
    },
  } as const;

  it('are laid over those for all, for its applications alone', () => {
    const short = mapped('incident', { changes });
    expect(short.subject).toBe('For the short one');
    expect(short).not.toHaveProperty('queue');
    expect(mapped('contact', { changes }).name).toEqual({ first: 'Craig', last: 'Daniels' });
    const dot = { form: 'driver-dot' };
    expect(mapped('incident', { changes, envelope: dot })).toMatchObject({
      subject: 'For all',
      queue: { id: 1 },
    });
    expect(mapped('contact', { changes, envelope: dot }).name).toEqual({ last: 'Daniels' });
  });

  it.each(['constructor', '__proto__', 'toString'])('are not those of a form named %s', (form) => {
    expect(mapped('incident', { changes, envelope: { form } }).subject).toBe('For all');
  });
});
