import type { Attribute } from './attribute.ts';
import type { Value } from './rows.ts';

/** A value in a form that `<` compares as the attribute's type has it. */
export function comparable(value: Value, { type }: Attribute): Value | number {
  return type === 'datetime' && typeof value === 'string' ? Date.parse(value) : value;
}
