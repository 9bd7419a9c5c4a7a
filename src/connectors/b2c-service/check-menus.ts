import { type ChoiceField, fieldsOf } from '../../model/definition.ts';
import type { Finding } from '../connector.ts';
import type { Source, TableSource } from '../mapping/mapping.ts';
import { nearest } from '../nearest.ts';
import type { CheckedLine } from './checked-line.ts';
import { type Menus, type MenuValue, provincesOf } from './menus.ts';
import { isInList, isMenuPath, menuOf } from './places.ts';

/** One value that a line can send. */
interface Wanted {
  readonly code: string | undefined;
  /** A name, or an id. */
  readonly value: string | number;
  /** What the country of a province is called on the site. */
  readonly country?: string | number | undefined;
}

/** Whether the menus have a value for every code that the forms can send, and for every constant. */
export async function checkMenus(
  menus: Menus,
  lines: readonly CheckedLine[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const checked of lines.filter(({ path }) => isMenuPath(path))) {
    const menu = menuOf(checked.object, checked.path) ?? '';
    const wanted = wantedBy(checked);
    // A menu whose values only applications will name is read all the same: it has to be readable.
    const groups =
      wanted.length > 0 ? Map.groupBy(wanted, ({ country }) => country) : [[undefined, []] as const];
    for (const [name, values] of groups) {
      const country = menu === provincesOf ? await countryCalled(name, menus, signal) : undefined;
      const known = await menus.read(menu, { signal, fresh: true, country });
      found.push(...(known ? lacking(known, values, checked) : unreadable(checked, menu)));
    }
  }
  return found;
}

async function countryCalled(name: string | number | undefined, menus: Menus, signal: AbortSignal) {
  if (typeof name === 'number') return name;
  const countries = await menus.read('contacts.address.country', { signal });
  return countries?.find(({ lookupName }) => lookupName === name)?.id;
}

/** The values that a line can send, as far as they can be told before anybody applies. */
function wantedBy(checked: CheckedLine): Wanted[] {
  const { source, definition, mapping } = checked;
  if (typeof source === 'object' && 'template' in source) return [];
  if (typeof source === 'object' && 'constant' in source) {
    const { constant } = source;
    return typeof constant === 'boolean' ? [] : [{ code: undefined, value: constant }];
  }
  const table = tableOf(source);
  // What the menu lacks is left out, or goes out under that name.
  if (table.otherwise === null) return [];
  if (table.otherwise !== undefined) return [{ code: undefined, value: table.otherwise }];
  const field = fieldsOf(definition).find(({ key }) => `answers.${key}` === table.from);
  if (field?.kind !== 'choice') {
    const codes = new Set([...Object.keys(table.names ?? {}), ...Object.keys(table.ids ?? {})]);
    return [...codes].map((code) => ({ code, value: sent(table, code) }));
  }
  return field.options.map(({ code, group }) => ({
    code,
    value: sent(table, code),
    country: group !== undefined && field.groupedBy ? countryOf(group, field, mapping) : undefined,
  }));
}

const tableOf = (source: Exclude<Source, { constant: unknown } | { template: unknown }>): TableSource =>
  typeof source === 'string' ? { from: source } : source;

const sent = ({ ids, names }: TableSource, code: string) => ids?.[code] ?? names?.[code] ?? code;

/** What the mapping makes of the country of a province. */
function countryOf(code: string, { groupedBy }: ChoiceField, mapping: CheckedLine['mapping']) {
  const line = Object.entries(mapping).find(([path]) => /^address\.country\.\w+$/.test(path))?.[1];
  const table = typeof line === 'string' || (line && 'from' in line) ? tableOf(line) : undefined;
  return table?.from === `answers.${groupedBy}` ? sent(table, code) : code;
}

function lacking(
  known: readonly MenuValue[],
  wanted: readonly Wanted[],
  { where, path }: CheckedLine,
): Finding[] {
  const finding = { severity: 'error', where } as const;
  return wanted.flatMap(({ code, value }): Finding[] => {
    const of = code === undefined ? '' : ` (code ${code})`;
    if (typeof value === 'number' || path.at(-1) === 'id') {
      if (known.some(({ id }) => String(id) === String(value))) return [];
      return [
        {
          ...finding,
          code: 'menu-id-missing',
          problem: `the menu has no value with the id ${value}${of}`,
          offers: known.slice(0, 5).map(({ id, lookupName }) => `${id} ${lookupName}`),
          fix: 'put the id of a value that is there into the mapping',
        },
      ];
    }
    const same = known.filter(({ lookupName }) => lookupName === value);
    if (same.length === 1) return [];
    if (same.length > 1) {
      return [
        {
          ...finding,
          code: 'menu-value-ambiguous',
          problem: `the menu has ${same.length} values "${value}"${of}`,
          offers: same.map(({ id }) => String(id)),
          fix:
            code === undefined
              ? 'rename one of them, or end the path in .id and write the id that is meant'
              : `rename one of them, or put the id that is meant into the mapping: "ids": { "${code}": ${same[0]?.id} }`,
        },
      ];
    }
    return [
      {
        ...finding,
        code: 'menu-value-missing',
        problem: `the menu has no value "${value}"${of}`,
        offers: nearest(
          value,
          known.map(({ lookupName }) => lookupName),
        ).slice(0, 5),
        fix:
          code === undefined
            ? 'add or rename the value in the site, or write one that is there'
            : `add or rename the value in the site, or map the code: "names": { "${code}": "…" }`,
      },
    ];
  });
}

/** The types of e-mail addresses and telephone numbers are fixed, and sites do not always list them. */
function unreadable({ source, path, where }: CheckedLine, menu: string): Finding[] {
  if (typeof source === 'object' && 'constant' in source && isInList(path)) return [];
  return [
    {
      severity: 'warning',
      code: 'menu-unreadable',
      where,
      problem: 'the values of the menu cannot be read, so applications may be refused that name one it lacks',
      offers: [],
      fix: `let the account read the menu, or say where its values are listed: "menuResources": { "${menu}": "…" }`,
    },
  ];
}
