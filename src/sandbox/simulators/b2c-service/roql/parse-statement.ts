import { parseCondition } from './parse-condition.ts';
import { RoqlError, type Select, type SelectedColumn, type Statement } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** Reads one statement to its end; one that changes data is not part of what this reads. */
export function parseStatement(tokens: readonly Token[]): Statement {
  const reader = new TokenReader(tokens);
  const statement = parseAny(reader);
  reader.expectEnd();
  return statement;
}

function parseAny(reader: TokenReader): Statement {
  if (reader.take('SELECT')) return parseSelect(reader);
  if (reader.take('DESCRIBE')) {
    return { kind: 'describe', object: reader.peek() === undefined ? null : objectName(reader) };
  }
  if (reader.take('USE')) {
    if (reader.take('REPORT')) return { kind: 'use', database: 'report' };
    reader.expect('OPERATIONAL');
    return { kind: 'use', database: 'operational' };
  }
  throw reader.syntaxError();
}

function parseSelect(reader: TokenReader): Select {
  const columns = reader.takeSymbol('*') ? '*' : parseColumns(reader);
  reader.expect('FROM');
  if (reader.takeSymbol('(')) throw new RoqlError('sub-queries are not permitted');
  const from = objectName(reader);
  const where = reader.take('WHERE') ? parseCondition(reader) : null;
  const orderBy = parseOrder(reader);
  const limit = reader.take('LIMIT') ? reader.readWholeNumber() : null;
  const offset = limit !== null && reader.take('OFFSET') ? reader.readWholeNumber() : 0;
  return { kind: 'select', columns, from, where, orderBy, limit, offset };
}

function parseColumns(reader: TokenReader): SelectedColumn[] {
  const columns: SelectedColumn[] = [];
  do {
    if (reader.takeSymbol('(')) {
      if (reader.sees('SELECT')) throw new RoqlError('sub-queries are not permitted');
      throw reader.syntaxError();
    }
    const path = reader.readPath();
    columns.push({ path, alias: reader.take('AS') ? reader.readName() : null });
  } while (reader.takeSymbol(','));
  return columns;
}

function parseOrder(reader: TokenReader): Select['orderBy'] {
  if (!reader.take('ORDER')) return [];
  reader.expect('BY');
  const order: { path: string[]; descending: boolean }[] = [];
  do {
    const path = reader.readPath();
    const descending = reader.take('DESC');
    if (!descending) reader.take('ASC');
    order.push({ path, descending });
  } while (reader.takeSymbol(','));
  return order;
}

/** The name of an object may have a package in front: `Package.Object`. */
function objectName(reader: TokenReader): string {
  return reader.readPath().join('.');
}
