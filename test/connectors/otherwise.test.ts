import { describe, expect, it } from 'vitest';
import { b2cServiceMapping } from '../../src/connectors/b2c-service/mapping-target.ts';
import { egainMapping } from '../../src/connectors/egain/mapping-target.ts';
import { fusionServiceMapping } from '../../src/connectors/fusion-service/mapping-target.ts';
import type { MappingTarget } from '../../src/connectors/mapping/mapping.ts';
import { parseMapping } from '../../src/connectors/mapping/parse-mapping.ts';
import { oneserveMapping } from '../../src/connectors/oneserve/mapping-target.ts';
import { builtInForms } from '../../src/model/forms/built-in.ts';

/** What is wrong with a table in a line, for all forms and for one. */
function mistakes<O extends string>(target: MappingTarget<O>, object: O, line: string, table: object) {
  const lines = { [object]: { [line]: { from: 'answers.cdl_type', ...table } } };
  const parsed = parseMapping(target, { ...lines, forms: { 'driver-short': lines } }, builtInForms);
  const found = 'mistakes' in parsed ? parsed.mistakes : [];
  return found.map(({ path, message }) => `${path.join(' ')} ${message}`);
}

describe('otherwise, which is for names that a menu lacks,', () => {
  it.each([
    ['Oneserve', (table: object) => mistakes(oneserveMapping(), 'contact', 'address3', table)],
    ['eGain', (table: object) => mistakes(egainMapping, 'attributes', 'cdl_type', table)],
    ['Fusion Service', (table: object) => mistakes(fusionServiceMapping, 'contact', 'CdlType_c', table)],
  ])('is refused in a mapping to %s, where nothing would come of it', (_, found) => {
    for (const otherwise of ['Other', null]) {
      expect(found({ names: { A: 'CDL A' }, otherwise })).toEqual([
        expect.stringMatching(/^(contact|attributes) \w+ otherwise would do nothing: .*; leave it out$/),
        expect.stringMatching(/^forms driver-short \w+ \w+ otherwise would do nothing: .*; leave it out$/),
      ]);
    }
    expect(found({ names: { A: 'CDL A' } })).toEqual([]);
  });

  it('is taken in a mapping to B2C Service, whose menus are known', () => {
    const line = 'customFields.c.cdl_type.lookupName';
    for (const otherwise of ['Other', null]) {
      expect(mistakes(b2cServiceMapping, 'contact', line, { otherwise })).toEqual([]);
    }
  });
});
