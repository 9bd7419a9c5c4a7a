/** A value written in a query. */
export type Literal = string | number | null;

/** One side of a comparison. */
export type Operand = { kind: 'column'; path: readonly string[] } | { kind: 'literal'; value: Literal };

/** The comparison operators. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What stands behind WHERE. */
export type Condition =
  | { kind: 'all' | 'any'; parts: readonly Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; comparison: Comparison; left: Operand; right: Operand }
  | { kind: 'like'; operand: Operand; pattern: string }
  | { kind: 'in'; operand: Operand; choices: readonly Literal[] }
  | { kind: 'is-null'; operand: Operand };

/** What a query asks to see of each row. */
export interface SelectedColumn {
  path: readonly string[];
  alias: string | null;
}

/** A query for rows. */
export interface Select {
  kind: 'select';
  /** `*` stands for every plain column. */
  columns: '*' | readonly SelectedColumn[];
  from: string;
  where: Condition | null;
  orderBy: readonly { path: readonly string[]; descending: boolean }[];
  limit: number | null;
  offset: number;
}

/** One statement of a query. */
export type Statement =
  | Select
  /** Lists the objects, or the columns of one. */
  | { kind: 'describe'; object: string | null }
  /** Chooses the database for the statements behind it. */
  | { kind: 'use'; database: 'report' | 'operational' };

/** A query that cannot be read or run; the message is the engine's. */
export class RoqlError extends Error {
  readonly kind = 'roql';

  constructor(message: string) {
    super(message);
    this.name = 'RoqlError';
  }
}
