import { refusal } from './problem.ts';
import { RESOURCE_TYPES, type TypeName } from './resource-types.ts';
import type { TenantSettings } from './tenant-settings.ts';
import type { Visit } from './visit.ts';

/** What a caller wants to see of each row. */
export interface View {
  /** The attributes; null: all. */
  fields: readonly string[] | null;
  /** The collections below that come with the row, and what is wanted of their rows. */
  children: ReadonlyMap<string, View>;
  onlyData: boolean;
}

/** All attributes of a row and nothing below it. */
export function wholeRow({ call }: Visit): View {
  return { fields: null, children: new Map(), onlyData: isTrue(call.query.get('onlyData')) };
}

/**
 * What `fields`, `expand` and `onlyData` ask for: `fields=A,B;child:C,D`, `expand=child,child` or `expand=all`.
 * Refuses what there is not.
 */
export function readView(type: TypeName, visit: Visit): View {
  const { query } = visit.call;
  const whole = wholeRow(visit);
  const children = new Map<string, View>();
  const expand = listOf(query.get('expand'));
  const all = Object.keys(RESOURCE_TYPES[type].children);
  for (const name of expand.includes('all') ? all : expand) {
    childType(type, name);
    children.set(name, whole);
  }
  let fields: readonly string[] | null = null;
  for (const part of (query.get('fields') ?? '').split(';').filter((each) => each.trim() !== '')) {
    const [, child, list = ''] = /^(?:\s*([A-Za-z]+)\s*:)?(.*)$/s.exec(part) ?? [];
    const names = listOf(list);
    if (child === undefined) fields = checked(names, type, visit.settings);
    else children.set(child, { ...whole, fields: checked(names, childType(type, child), visit.settings) });
  }
  return { ...whole, fields, children };
}

/** The members of a list with commas. */
export function listOf(text: string | null): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Whether a query parameter is set. */
export function isTrue(value: string | null): boolean {
  return value?.trim().toLowerCase() === 'true';
}

function childType(type: TypeName, name: string): TypeName {
  const { children } = RESOURCE_TYPES[type];
  const child = Object.hasOwn(children, name) ? children[name] : undefined;
  if (child === undefined) throw refusal('query', `${short(name)} is not a child of this resource`);
  return child.kind === 'none' ? type : child.type;
}

function checked(names: string[], type: TypeName, { attributes }: TenantSettings): string[] {
  const unknown = names.find((name) => !Object.hasOwn(attributes[type], name));
  if (unknown !== undefined) throw refusal('query', `${short(unknown)} is not an attribute`);
  return names;
}

function short(name: string): string {
  return name.slice(0, 100);
}
