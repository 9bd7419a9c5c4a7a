import type { MappingMistake } from './mapping-mistakes.ts';

/**
 * Where a value comes from: the name of a fact (see `facts.ts`); a table from codes to the names or ids of menu
 * values; a constant, set where its neighbours are; or text with facts in braces.
 */
export type Source = string | TableSource | ConstantSource | TemplateSource;

export interface TableSource {
  /** The name of a fact. */
  readonly from: string;
  /** Code → name of the menu value. A code without a name stands for itself. */
  readonly names?: Readonly<Record<string, string>>;
  /** Code → id of the menu value, which wins over its name. */
  readonly ids?: Readonly<Record<string, number>>;
  /**
   * What goes out in place of a name that the site's menu does not have: another name, or null for none at all. Only for
   * targets with `knowsMenus`. Default: the application waits for a person.
   */
  readonly otherwise?: string | null;
}

export interface ConstantSource {
  readonly constant: string | number | boolean;
}

export interface TemplateSource {
  readonly template: string;
}

/** Target path → source, for one object. Numbers in a path are places in a list. */
export type ObjectMapping = Readonly<Record<string, Source>>;

/** How an application becomes the objects of a destination, such as a contact and an incident. */
export type Mapping<O extends string> = Readonly<Record<O, ObjectMapping>>;

type Lines = Readonly<Record<string, Source | null>>;

type ObjectChanges<O extends string> = Readonly<Partial<Record<O, Lines>>>;

/** Changes to a mapping, line by line; null takes a line away, and a table is laid over the one of the same fact. */
export type MappingChanges<O extends string> = ObjectChanges<O> & {
  /** Further changes, for the applications of single forms, by the form's name. */
  readonly forms?: Readonly<Record<string, ObjectChanges<O>>>;
};

/** What mappings to one kind of destination have in common. */
export interface MappingTarget<O extends string> {
  /** The objects that lines fill. */
  readonly objects: readonly O[];
  /** The mapping, unless the configuration changes it. */
  readonly defaults: Mapping<O>;
  /** A line as it could stand there, for messages. */
  readonly exampleLine: string;
  /** Whether a line fills text that people read; what is sensitive may go into none. */
  readonly isTextForPeople: (line: string, object: O) => boolean;
  /** Whether names are held against the site's menus before they go out, as `otherwise` needs it. Default: false. */
  readonly knowsMenus?: boolean;
  /** What is wrong with a line by the rules of the destination. Default: nothing. */
  readonly lineMistakes?: (object: O, line: string, source: Source | null) => readonly MappingMistake[];
  /** What is wrong with lines that stand together. Paths begin with the object. Default: nothing. */
  readonly jointMistakes?: (mapping: Mapping<O>) => readonly MappingMistake[];
}

/** The mapping for applications of a form: the default one, with the changes for all, then those for the form. */
export function mappingFor<O extends string>(
  { objects, defaults }: MappingTarget<O>,
  form: string,
  changes: MappingChanges<O> | undefined,
): Mapping<O> {
  const { forms = {} } = changes ?? {};
  const own = Object.hasOwn(forms, form) ? forms[form] : undefined;
  return Object.fromEntries(
    objects.map((object) => [object, merge(defaults[object], changes?.[object], own?.[object])]),
  ) as Record<O, ObjectMapping>;
}

function merge(...layers: readonly (Lines | undefined)[]): ObjectMapping {
  const merged: Record<string, Source | null> = {};
  for (const lines of layers) {
    for (const [line, source] of Object.entries(lines ?? {})) merged[line] = over(merged[line], source);
  }
  return Object.fromEntries(
    Object.entries(merged).filter((line): line is [string, Source] => line[1] !== null),
  );
}

/** Codes that a changed table of the same fact does not name keep what they had. */
function over(before: Source | null | undefined, source: Source | null): Source | null {
  if (!isTable(before) || !isTable(source) || before.from !== source.from) return source;
  return {
    ...source,
    ...((before.names ?? source.names) && { names: { ...before.names, ...source.names } }),
    ...((before.ids ?? source.ids) && { ids: { ...before.ids, ...source.ids } }),
  };
}

function isTable(source: Source | null | undefined): source is TableSource {
  return typeof source === 'object' && source !== null && 'from' in source;
}
