import { type ExactJson, type ExactJsonObject, isExactJsonObject } from '../exact-json.ts';
import { checkRow } from './check-row.ts';
import type { Objection } from './problem.ts';
import { readValues } from './read-values.ts';
import { type Child, RESOURCE_TYPES, type TypeName } from './resource-types.ts';
import type { Row, Rows, Value } from './rows.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** A row that a body asks for, with those below it. */
export interface NewRow {
  type: TypeName;
  values: Map<string, Value>;
  children: NewRow[];
}

/** What reading a body needs to know, and where it notes what is wrong. */
export interface Reading {
  settings: TenantSettings;
  rows: Rows;
  /** Everything that is wrong with the body; nothing may be stored unless it stays empty. */
  objections: Objection[];
  /** The place in the body of what is read, such as `/messages/0`. */
  at: string;
}

/** A row to create, and all that its body has below it. `parent` is null for a row at the root, and unless it is stored. */
export function readNewRow(
  body: ExactJsonObject,
  type: TypeName,
  parent: Row | null,
  reading: Reading,
): NewRow {
  const { children } = RESOURCE_TYPES[type];
  const isNested = (name: string) => Object.hasOwn(children, name);
  const attributes = Object.entries(body).filter(([name]) => !isNested(name));
  const values = readValues(Object.fromEntries(attributes), type, 'create', reading);
  checkRow({ type, values, parent, row: null }, reading);
  const nested = Object.entries(body).flatMap(([name, list]) => {
    const child = isNested(name) ? children[name] : undefined;
    return child === undefined
      ? []
      : readChildren(list, child, { ...reading, at: `${reading.at}/${name}` }, type);
  });
  return { type, values, children: nested };
}

function readChildren(list: ExactJson, child: Child, reading: Reading, above: TypeName): NewRow[] {
  const object = (reason: Objection['reason'], detail: string) => {
    reading.objections.push({ reason, detail, path: reading.at });
    return [];
  };
  if (child.kind !== 'rows' || !canStandBelow(child.type, above, reading.settings)) {
    return object('readOnly', 'These rows cannot be created here');
  }
  if (!Array.isArray(list)) return object('value', 'The rows below must be a list');
  return list.flatMap((each, index) => {
    const at = `${reading.at}/${index}`;
    if (isExactJsonObject(each)) return readNewRow(each, child.type, null, { ...reading, at });
    reading.objections.push({ reason: 'value', detail: 'A row must be an object', path: at });
    return [];
  });
}

/** Whether rows of one kind can stand below rows of another; only of attachments is it open. */
export function canStandBelow(type: TypeName, above: TypeName, { assumptions }: TenantSettings): boolean {
  return type !== 'attachments' || assumptions.attachmentsOf.some((each) => each === above);
}
