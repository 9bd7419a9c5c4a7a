import { fieldsOf } from '../../model/definition.ts';
import type { Finding } from '../connector.ts';
import { nearest } from '../nearest.ts';
import { type CheckedLine, whereIs } from './checked-line.ts';
import { type Menus, type MenuValue, provincesOf } from './menus.ts';
import { placeOf } from './prepare.ts';

/** One value that a line can send. */
interface Wanted {
  readonly code: string | undefined;
  /** A name, or an id. */
  readonly value: string | number;
  /** The country that a province belongs to, by its code. */
  readonly group: string | undefined;
}

/** Whether the menus have a value for every code that the forms can send, and for every constant. */
export async function checkMenus(
  menus: Menus,
  lines: readonly CheckedLine[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const found = await Promise.all(
    lines.map(async (checked): Promise<Finding[]> => {
      const { object, path } = checked;
      if (!['lookupName', 'id'].includes(path.at(-1) ?? '') || path.length < 2) return [];
      const wanted = wantedBy(checked);
      const menu = placeOf(`${object}s`, path.slice(0, -1));
      const countries =
        menu === provincesOf ? await menus.read('contacts.address.country', signal) : undefined;
      // A menu whose values only applications will name is read all the same: it has to be readable.
      const groups =
        wanted.length > 0 ? Map.groupBy(wanted, ({ group }) => group) : [[undefined, []] as const];
      const findings = await Promise.all(
        [...groups].map(async ([group, values]) => {
          const country = countries?.find(({ lookupName }) => lookupName === group)?.id;
          const known = await menus.read(menu, signal, { fresh: true, country });
          return known
            ? lacking(known, values, whereIs(checked), path.at(-1) === 'id')
            : unknown(checked, menu);
        }),
      );
      return findings.flat();
    }),
  );
  return found.flat();
}

/** The values that a line can send, as far as they can be told before anybody applies. */
function wantedBy({ source, definition }: CheckedLine): Wanted[] {
  if (typeof source === 'object' && 'template' in source) return [];
  if (typeof source === 'object' && 'constant' in source) {
    const { constant } = source;
    return typeof constant === 'boolean' ? [] : [{ code: undefined, value: constant, group: undefined }];
  }
  const table = typeof source === 'string' ? { from: source } : source;
  // What the menu lacks is left out, or goes out under that name.
  if (table.otherwise === null) return [];
  if (table.otherwise !== undefined) return [{ code: undefined, value: table.otherwise, group: undefined }];
  const field = fieldsOf(definition).find(({ key }) => `answers.${key}` === table.from);
  if (field?.kind !== 'choice') return [];
  return field.options.map(({ code, group }) => ({
    code,
    value: table.ids?.[code] ?? table.names?.[code] ?? code,
    group: field.groupedBy ? group : undefined,
  }));
}

function lacking(
  known: readonly MenuValue[],
  wanted: readonly Wanted[],
  where: string,
  byId: boolean,
): Finding[] {
  const names = known.map(({ lookupName }) => lookupName);
  return wanted.flatMap(({ code, value }): Finding[] => {
    const of = code === undefined ? '' : ` (code ${code})`;
    if (typeof value === 'number' || byId) {
      if (known.some(({ id }) => String(id) === String(value))) return [];
      return [
        {
          severity: 'error',
          code: 'menu-id-missing',
          where,
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
          severity: 'error',
          code: 'menu-value-ambiguous',
          where,
          problem: `the menu has ${same.length} values "${value}"${of}`,
          offers: same.map(({ id }) => String(id)),
          fix: `rename one of them, or put the id that is meant into the mapping: "ids": { "${code ?? value}": ${same[0]?.id} }`,
        },
      ];
    }
    return [
      {
        severity: 'error',
        code: 'menu-value-missing',
        where,
        problem: `the menu has no value "${value}"${of}`,
        offers: nearest(value, names).slice(0, 5),
        fix: `add or rename the value in the site, or map the code: "names": { "${code ?? value}": "…" }`,
      },
    ];
  });
}

/** The types of e-mail addresses and telephone numbers are fixed, and sites do not always list them. */
function unknown(checked: CheckedLine, menu: string): Finding[] {
  const { source } = checked;
  if (typeof source === 'object' && 'constant' in source) return [];
  return [
    {
      severity: 'warning',
      code: 'menu-unreadable',
      where: whereIs(checked),
      problem: 'the values of the menu cannot be read, so applications may be refused that name one it lacks',
      offers: [],
      fix: `let the account read the menu, or say where its values are listed: "menuResources": { "${menu}": "…" }`,
    },
  ];
}
