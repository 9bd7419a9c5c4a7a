import { type Facts, fill, inOneText } from './facts.ts';
import type { ObjectMapping, Source, TableSource } from './mapping.ts';
import { SensitiveFact } from './sensitive-fact.ts';

/** One value and the place where it goes. */
export interface Assignment {
  /** The line of the mapping it comes from. */
  readonly line: string;
  readonly path: readonly string[];
  readonly value: unknown;
  readonly source: Source;
  /** It is worth nothing once it is cut. Default: false. */
  readonly whole?: boolean;
}

/**
 * What a mapping makes of facts, line by line. A line whose fact is absent or empty makes nothing, and so does one that
 * would put what is sensitive into text for people.
 */
export function assignmentsFor(
  mapping: ObjectMapping,
  facts: Facts,
  isTextForPeople: (line: string) => boolean,
): Assignment[] {
  const lines = Object.entries(mapping).map(([line, source]) => ({ line, path: line.split('.'), source }));
  const values = lines.flatMap(({ line, path, source }): Assignment[] => {
    if (typeof source === 'object' && 'constant' in source) return [];
    const value = resolve(source, facts, isTextForPeople(line));
    return value === undefined || value === '' ? [] : [{ line, path, value, source }];
  });
  const constants = lines.flatMap(({ line, path, source }): Assignment[] => {
    if (typeof source !== 'object' || !('constant' in source)) return [];
    // `addressType` belongs to an address: no address, no type.
    const list = path.findIndex((segment) => /^\d+$/.test(segment));
    const element = path.slice(0, list + 1);
    const stands = list < 0 || values.some((each) => startsWith(each.path, element));
    return stands ? [{ line, path, value: source.constant, source }] : [];
  });
  return [...values, ...constants];
}

function resolve(
  source: Exclude<Source, { constant: unknown }>,
  facts: Facts,
  isForPeople: boolean,
): unknown {
  if (typeof source === 'object' && 'template' in source) return fill(source.template, facts);
  const name = typeof source === 'string' ? source : source.from;
  // A name or a code such as `constructor` must not find what every object has.
  const found = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (found instanceof SensitiveFact && isForPeople) return undefined;
  const fact = found instanceof SensitiveFact ? found.reveal() : found;
  if (typeof source === 'string') return inOneText(name, fact);
  if (!Array.isArray(fact)) return byTable(source, fact);
  // Of several menu values no field takes more than one, so a list goes out as text, by names.
  const isCodes = fact.every((code) => typeof code === 'string');
  return isCodes ? fact.map((code) => nameOf(source, code)).join(', ') : inOneText(name, fact);
}

/** What a table has for a code. What has no name stands for itself. */
function byTable(table: TableSource, fact: unknown): unknown {
  if (fact === undefined) return undefined;
  const code = String(fact);
  if (table.ids && Object.hasOwn(table.ids, code)) return table.ids[code];
  return table.names && Object.hasOwn(table.names, code) ? table.names[code] : fact;
}

const nameOf = ({ names }: TableSource, code: string) =>
  names && Object.hasOwn(names, code) ? names[code] : code;

/** The object that assignments make. A place of a list for which there is nothing is left out. */
export function assemble(assignments: readonly Assignment[]): Record<string, unknown> {
  const target: Record<string, unknown> = {};
  for (const { path, value } of assignments) put(target, path, value);
  return closeGaps(target);
}

/** Puts a value into an object, making what is missing on the way; before a number, a list. */
function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at: Record<string, unknown> = target;
  for (const [index, key] of path.entries()) {
    if (index === path.length - 1) at[key] = value;
    else {
      at[key] ??= /^\d+$/.test(path[index + 1] ?? '') ? [] : {};
      at = at[key] as Record<string, unknown>;
    }
  }
}

function closeGaps<T>(value: T): T {
  if (Array.isArray(value)) return value.filter((each) => each !== undefined).map(closeGaps) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closeGaps(each)])) as T;
}

const startsWith = (path: readonly string[], start: readonly string[]) =>
  start.every((segment, index) => path[index] === segment);
