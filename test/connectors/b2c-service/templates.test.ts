import { describe, expect, it } from 'vitest';
import { mapped } from '../../support/mapped.ts';

/** A template, filled for the invented driver. */
const filled = (template: string, answers = {}, envelope = {}, notes: readonly string[] = []) =>
  mapped('incident', { answers, envelope, notes, changes: { incident: { subject: { template } } } }).subject;

describe('a template', () => {
  it('names facts by their full name, as they are stored', () => {
    const envelope = {
      id: '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11',
      timeZone: 'America/Denver',
      startedAt: '2026-11-21T16:51:00Z',
      submittedAt: '2026-11-21T16:59:00Z',
    };
    expect(filled('{id}|{reference}|{form}|{formVersion}|{language}', {}, envelope)).toBe(
      '0b7e3f52-6d0a-4b51-9d54-0a6f0f2d8c11|7Q4M-X2HV|driver-short|1|en',
    );
    expect(filled('{timeZone}|{receivedAt}|{startedAt}|{submittedAt}', {}, envelope)).toBe(
      'America/Denver|2026-11-21T17:00:00.000Z|2026-11-21T16:51:00Z|2026-11-21T16:59:00Z',
    );
    expect(filled('{answers.cdl_type}, {answers.has_cdl}, {attribution.application_source}')).toBe(
      'A, true, CDL Job Now',
    );
  });

  it('names answers by their key, in words', () => {
    expect(filled('{cdl_type}, {has_cdl}, {state}, {country}, {truck_type}, {city}')).toBe(
      'Class A, Yes, Colorado, United States, Straight Truck, Denver',
    );
    expect(filled('{has_cdl}', { has_cdl: false })).toBe('No');
    expect(filled('{cdl_type}', { cdl_type: 'constructor' })).toBe('constructor');
  });

  it('holds the consents and the notes', () => {
    const consents = [
      { document: 'sms', granted: true, language: 'es', textSha256: 'AB12', at: '2026-11-21T16:58:00Z' },
    ];
    const template =
      '{consents.sms.granted}|{consents.sms.at}|{consents.sms.language}|{consents.sms.textSha256}';
    expect(filled(template, {}, { consents })).toBe('true|2026-11-21T16:58:00Z|es|AB12');
    expect(filled(`x${template}`)).toBe('x|||');
    expect(filled('{notes}', {}, {}, ['One.', 'Two.'])).toBe('One.\nTwo.');
  });

  it('leaves gaps empty, and braces of the person as they are', () => {
    const template = '{answers.city}|{answers.street}|{nothing}|{}|{ id }';
    expect(filled(template, { city: '{id}', street: undefined })).toBe('{id}|||{}|{ id }');
  });

  it('has nothing of the language in it where it names what nobody answers', () => {
    expect(filled('Hello {constructor}{__proto__}{toString}!')).toBe('Hello !');
  });

  it('that comes to nothing makes no line', () => {
    expect(
      mapped('incident', { changes: { incident: { subject: { template: '{nothing}' } } } }),
    ).not.toHaveProperty('subject');
  });
});

describe('a consent', () => {
  it('can fill fields of its own', () => {
    const consents = [{ document: 'sms', granted: false, language: 'en', at: '2026-11-21T16:58:00Z' }];
    const changes = {
      contact: {
        'customFields.c.sms_ok': 'consents.sms.granted',
        'customFields.c.sms_at': 'consents.sms.at',
        'customFields.c.sms_hash': 'consents.sms.textSha256',
      },
    };
    const { c } = mapped('contact', { changes, envelope: { consents } }).customFields;
    expect(c).toMatchObject({ sms_ok: false, sms_at: '2026-11-21T16:58:00Z' });
    expect(c).not.toHaveProperty('sms_hash');
    expect(mapped('contact', { changes }).customFields.c).not.toHaveProperty('sms_ok');
  });
});
