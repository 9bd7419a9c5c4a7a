import { describe, expect, it } from 'vitest';
import { phoneParts } from '../../../src/connectors/egain/phone-parts.ts';

const local = { countryCode: '1', areaCode: '720', phoneNo: '5550113' };

describe('a telephone number', () => {
  it.each(['720-555-0113', '(720) 555 0113', '+1 720 555 0113', '1.720.555.0113', '7205550113'])(
    'of the North American plan is split: %s',
    (phone) => {
      expect(phoneParts(phone)).toEqual(local);
    },
  );

  it.each(['720-555-0113 x102', '720-555-0113 ext. 102', '+17205550113;ext=102', '720-555-0113 EXT 102'])(
    'keeps its extension apart: %s',
    (phone) => {
      expect(phoneParts(phone)).toEqual({ ...local, extension: '102' });
    },
  );

  it.each([
    ['+44 20 7946 0018', '442079460018'],
    ['+52 55 5555 0113', '525555550113'],
    ['555-0113', '5550113'],
    ['120-555-0113', '1205550113'],
  ])('of any other plan stays whole: %s', (phone, phoneNo) => {
    expect(phoneParts(phone)).toEqual({ phoneNo });
  });

  it.each(['', 'call me', 'x12'])('without digits is none: %j', (phone) => {
    expect(phoneParts(phone)).toBeUndefined();
  });
});
