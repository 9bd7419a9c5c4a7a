import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { createGroupCommit } from '../../src/stores/group-commit.ts';

it('rejects a write of which the preparation fails, and commits the others of its turn', async () => {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  database.exec('CREATE TABLE t (n INTEGER)');
  const write = createGroupCommit(database);
  const insert = database.prepare('INSERT INTO t VALUES (?)');
  const failure = new TypeError('no text');
  const outcomes = await Promise.allSettled([
    write(() => insert.run(1).changes),
    write(
      () => insert.run(2),
      () => {
        throw failure;
      },
    ),
    write(
      (n: number) => insert.run(n).changes,
      () => 3,
    ),
  ]);
  expect(outcomes).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: failure },
    { status: 'fulfilled', value: 1 },
  ]);
  expect(database.prepare('SELECT n FROM t').all()).toEqual([{ n: 1 }, { n: 3 }]);
});
