import { describe, expect, it } from 'vitest';
import { createCollection } from '../../../../src/sandbox/simulators/b2c-service/collection.ts';
import { createIdSequence } from '../../../../src/sandbox/simulators/b2c-service/object-id.ts';
import { openSite } from './site.ts';

const AT = '2026-11-21T00:00:00.000Z';

describe('a collection', () => {
  it('keeps only so many objects, and forgets the oldest with all that led to them', () => {
    const collection = createCollection({
      name: 'things',
      singular: 'thing',
      properties: {},
      initial: () => [],
      ids: createIdSequence(1n, () => false),
      indexes: ['colour'],
      maxObjects: 2,
    });
    for (const colour of ['red', 'red', 'blue']) {
      collection.add((id) => ({ id, lookupName: null, createdTime: AT, updatedTime: AT, colour }));
    }
    expect(collection.all().map(({ id }) => id)).toEqual([2, 3]);
    expect(collection.holding('colour', 'RED')?.map(({ id }) => id)).toEqual([2]);
    expect(collection.get(1)).toBeUndefined();
  });

  it('gives what an index finds in the order of ids, also after changes', () => {
    const collection = createCollection({
      name: 'things',
      singular: 'thing',
      properties: {},
      initial: () => [],
      ids: createIdSequence(9n, () => false),
      indexes: ['colour'],
    });
    const add = (colour: string) =>
      collection.add((id) => ({ id, lookupName: null, createdTime: AT, updatedTime: AT, colour }));
    const first = add('red');
    add('blue');
    collection.replace({ ...first, colour: 'blue' });
    expect(collection.holding('colour', 'blue')?.map(({ id }) => id)).toEqual([9, 10]);
    expect(collection.holding('colour', 'red')).toEqual([]);
  });
});

it('attempts to change data by query are remembered up to a thousand', async () => {
  const site = openSite();
  await site.query(
    Array.from({ length: 1_001 }, (_, index) => `DELETE FROM Contacts LIMIT ${index}`).join(';'),
  );
  expect(site.simulator.securityFailures()).toHaveLength(1_000);
  expect(site.simulator.securityFailures()[0]?.statement).toBe('DELETE FROM Contacts LIMIT 1');
});
