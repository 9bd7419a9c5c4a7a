import type { Properties } from '../properties.ts';
import { type Column, type ColumnType, findColumn, type Row } from './columns.ts';
import { type Collation, holds, isLike, type Truth, type Value } from './compare.ts';
import type { Condition, Literal, Operand } from './syntax.ts';

/** A condition whose columns have been found. */
export interface BoundCondition {
  truthOf: (row: Row) => Truth;
  columns: readonly Column[];
  /** A column that must equal one of these values wherever the condition holds: a search can begin there. */
  equalities: readonly { column: Column; values: readonly Literal[] }[];
}

interface BoundOperand {
  type: ColumnType | null;
  columns: readonly Column[];
  valueIn: (row: Row) => Value;
}

/** Finds the columns of a condition, or throws the engine's complaint about one that does not exist. */
export function bindCondition(
  condition: Condition,
  properties: Properties,
  caseSensitive: boolean,
): BoundCondition {
  const bind = (each: Condition) => bindCondition(each, properties, caseSensitive);
  const collationOf = (...sides: readonly BoundOperand[]): Collation => ({
    type: sides.find((side) => side.type !== null)?.type ?? null,
    caseSensitive,
  });
  switch (condition.kind) {
    case 'all': {
      const parts = condition.parts.map(bind);
      return {
        truthOf: (row) => every(parts, row),
        columns: parts.flatMap((part) => part.columns),
        equalities: parts.flatMap((part) => part.equalities),
      };
    }
    case 'any': {
      const parts = condition.parts.map(bind);
      return {
        truthOf: (row) => some(parts, row),
        columns: parts.flatMap((part) => part.columns),
        equalities: [],
      };
    }
    case 'not': {
      const part = bind(condition.part);
      return { truthOf: (row) => negated(part.truthOf(row)), columns: part.columns, equalities: [] };
    }
    case 'compare': {
      const left = bindOperand(condition.left, properties);
      const right = bindOperand(condition.right, properties);
      const collation = collationOf(left, right);
      const { comparison } = condition;
      const [column] = left.columns;
      const isEquality =
        comparison === '=' && column !== undefined && condition.right.kind === 'literal'
          ? [{ column, values: [condition.right.value] }]
          : [];
      return {
        truthOf: (row) => holds(comparison, left.valueIn(row), right.valueIn(row), collation),
        columns: [...left.columns, ...right.columns],
        equalities: isEquality,
      };
    }
    case 'like': {
      const operand = bindOperand(condition.operand, properties);
      const collation = collationOf(operand);
      return {
        truthOf: (row) => isLike(operand.valueIn(row), condition.pattern, collation),
        columns: operand.columns,
        equalities: [],
      };
    }
    case 'in': {
      const operand = bindOperand(condition.operand, properties);
      const collation = collationOf(operand);
      const { choices } = condition;
      const [column] = operand.columns;
      return {
        truthOf: (row) => isAmong(operand.valueIn(row), choices, collation),
        columns: operand.columns,
        equalities: column === undefined ? [] : [{ column, values: choices }],
      };
    }
    case 'is-null': {
      const operand = bindOperand(condition.operand, properties);
      return {
        truthOf: (row) => operand.valueIn(row) === null,
        columns: operand.columns,
        equalities: [],
      };
    }
  }
}

function bindOperand(operand: Operand, properties: Properties): BoundOperand {
  if (operand.kind === 'literal') return { type: null, columns: [], valueIn: () => operand.value };
  const column = findColumn(properties, operand.path);
  return { type: column.type, columns: [column], valueIn: column.valueIn };
}

function every(parts: readonly BoundCondition[], row: Row): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const each = part.truthOf(row);
    if (each === false) return false;
    if (each === null) truth = null;
  }
  return truth;
}

function some(parts: readonly BoundCondition[], row: Row): Truth {
  let truth: Truth = false;
  for (const part of parts) {
    const each = part.truthOf(row);
    if (each === true) return true;
    if (each === null) truth = null;
  }
  return truth;
}

function negated(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

function isAmong(value: Value, choices: readonly Literal[], collation: Collation): Truth {
  const truths = choices.map((choice) => holds('=', value, choice, collation));
  if (truths.includes(true)) return true;
  return truths.includes(null) ? null : false;
}
