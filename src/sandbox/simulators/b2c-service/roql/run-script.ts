import type { ReadableCollection } from '../collection.ts';
import { columnsOf } from './columns.ts';
import { type RunOptions, runSelect, type Table } from './run-select.ts';
import { RoqlError, type Statement } from './syntax.ts';

/** Documented caps on the rows of one request, by database; what exceeds them is silently left out. */
const MAX_ROWS = { operational: 20_000, report: 100_000 };

/** Runs the statements in order: one table for each but `USE`, which only chooses the database for those behind it. */
export function runScript(
  statements: readonly Statement[],
  collections: readonly ReadableCollection[],
  options: Omit<RunOptions, 'maxRows'>,
): Table[] {
  const tables: Table[] = [];
  let database: keyof typeof MAX_ROWS = 'operational';
  for (const statement of statements) {
    switch (statement.kind) {
      case 'use':
        database = statement.database;
        break;
      case 'describe':
        tables.push(describe(statement.object, collections));
        break;
      case 'select': {
        const collection = findCollection(statement.from, collections);
        tables.push(runSelect(statement, collection, { ...options, maxRows: MAX_ROWS[database] }));
      }
    }
  }
  return tables;
}

/** An object may be named in the singular or plural, capitals or not. */
function findCollection(name: string, collections: readonly ReadableCollection[]): ReadableCollection {
  const wanted = name.toLowerCase();
  const found = collections.find(
    (each) => each.name.toLowerCase() === wanted || each.singular.toLowerCase() === wanted,
  );
  if (found === undefined) throw new RoqlError(`Invalid object name: ${name}`);
  return found;
}

/** The columns are documented; what stands in the cells is inferred. */
function describe(object: string | null, collections: readonly ReadableCollection[]): Table {
  const rows =
    object === null
      ? collections.map(({ name }) => [name, 'object', name])
      : columnsOf(findCollection(object, collections).properties).map(({ name, type, path }) => [
          name,
          type === 'address' ? 'text' : type,
          path,
        ]);
  return { tableName: 'describe', count: rows.length, columnNames: ['Name', 'Type', 'Path'], rows };
}
