import { describe, expect, it } from 'vitest';
import { driverShort, validateAnswers } from '../../src/model/index.ts';
import { checkEmail } from '../../src/model/rules.ts';
import { buildSubmission } from '../support/submissions.ts';

/** What is said of one answer: its issue codes. */
function codes(key: string, value: string): string[] {
  const parsed = validateAnswers(driverShort, buildSubmission({ [key]: value }).answers);
  return 'issues' in parsed ? parsed.issues.map(({ code }) => code) : [];
}

function stored(key: string, value: string): unknown {
  const parsed = validateAnswers(driverShort, buildSubmission({ [key]: value }).answers);
  return 'value' in parsed ? parsed.value[key] : parsed.issues;
}

describe('a name', () => {
  it.each([
    'O’Brien',
    "O'Brien",
    'José',
    'Jose\u0301',
    'De la Cruz Núñez',
    'María José',
    'X',
    'Anne-Marie',
    'St. John',
    'Nguyễn',
    'Łukasz',
    'Иванов',
    '李',
    'अमित',
    'van der Berg',
    'McDONALD',
  ])('%s stays as it is', (name) => {
    expect(stored('first_name', name)).toBe(name);
    expect(stored('last_name', name)).toBe(name);
  });

  it.each(['7', 'R2D2', '-', "'", '.', '<b>Al</b>', 'a@b', 'Al;', 'Al"', 'Al\\', '😀', '=1+1', '{Al}'])(
    '%s is refused',
    (name) => {
      expect(codes('first_name', name)).toEqual(['invalid_name']);
      expect(codes('last_name', name)).toEqual(['invalid_name']);
    },
  );
});

describe('a telephone number', () => {
  it.each([
    ['(720) 555-0199', '720-555-0199'],
    ['720.555.0199', '720-555-0199'],
    ['+1 720 555 0199', '720-555-0199'],
    ['+1 (720) 555-0199', '720-555-0199'],
    ['1-720-555-0199', '720-555-0199'],
    ['7205550199', '720-555-0199'],
    ['720-340-1313', '720-340-1313'],
    ['720-555-0113 ext 5', '720-555-0113 ext 5'],
    ['720-555-0113 ext. 54321', '720-555-0113 ext 54321'],
    ['720-555-0113x5', '720-555-0113 ext 5'],
    ['720-555-0113 #5', '720-555-0113 ext 5'],
    ['720–555–0113', '720-555-0113'],
    ['720/555/0113', '720-555-0113'],
    ['７２０－５５５－０１１３', '720-555-0113'],
    // As a contact list gives it, with invisible marks around.
    ['\u202a+1 720-555-0199\u202c', '720-555-0199'],
  ])('%s is stored as %s', (number, normal) => {
    expect(stored('phone', number)).toBe(normal);
  });

  it.each([
    '123-456-7890',
    '120-555-0199',
    '211-555-0199',
    '720-155-0199',
    '222-222-2222',
    '720-555-019',
    '720-555-01999',
    '+44 20 7946 0018',
    '2-720-555-0199',
    'call me',
    '720-555-0199; DROP',
    "720-555-0199'",
    '٧٢٠٥٥٥٠١٩٩',
    'ext 5',
    '+',
  ])('%s is refused', (number) => {
    expect(codes('phone', number)).toEqual(['invalid_phone']);
  });
});

describe('an e-mail address', () => {
  const label = (length: number) => 'a'.repeat(length);

  it.each([
    "o'brien@example.com",
    'first.last+tag@mail.example.com',
    '_@example.com',
    'a@b.co',
    "!#$%&'*+/=?^_`{|}~-@example.com",
    `${label(64)}@example.com`,
    `${label(60)}@${label(15)}.com`,
  ])('%s is taken', (email) => {
    expect(email.length).toBeLessThanOrEqual(80);
    expect(stored('email', email)).toBe(email);
  });

  it('keeps its capitals before the @, and loses the spaces around it', () => {
    expect(stored('email', ' Craig.Daniels@Example.COM ')).toBe('Craig.Daniels@example.com');
  });

  it.each([
    'plain',
    'a@',
    '@example.com',
    'a@example',
    'a@@example.com',
    'a@b@example.com',
    'a b@example.com',
    'a@exam ple.com',
    '"quoted"@example.com',
    'a"@example.com',
    'a;b@example.com',
    'a@example.com;',
    'a,b@example.com',
    'a\\b@example.com',
    'a@-example.com',
    'a@example-.com',
    'a@example..com',
    'a@.example.com',
    'a@example.com.',
    'a@[192.0.2.1]',
    '<a@example.com>',
    'ä@example.com',
    `${label(65)}@example.com`,
    `a@${label(64)}.com`,
  ])('%s is refused', (email) => {
    expect(codes('email', email)).toEqual(['invalid_email']);
  });

  it.each(['a\n@example.com', 'a@example.com\r\nBcc: b@example.com', 'a\0@example.com'])(
    '%j is refused for its control characters',
    (email) => {
      expect(codes('email', email)).toEqual(['control_characters']);
    },
  );

  it('is too long for the short form from 81 characters on, and can be mended', () => {
    const email = `${label(60)}@${label(16)}.com`;
    expect(email).toHaveLength(81);
    expect(codes('email', email)).toEqual(['too_long']);
  });

  it('is judged quickly, however it is made', () => {
    // A pattern that backtracks would take years over each of these.
    for (const hostile of [`${'a.'.repeat(120)}@`, `a@${'a-'.repeat(120)}`, `a@${'a.'.repeat(126)}`]) {
      expect(checkEmail(hostile)).toBe('invalid_email');
    }
  });
});
