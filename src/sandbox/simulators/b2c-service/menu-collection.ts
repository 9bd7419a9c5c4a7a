import type { ReadableCollection, StoredObject } from './collection.ts';
import type { MenuValue } from './menus.ts';
import type { ObjectId } from './object-id.ts';
import { type Properties, SYSTEM_PROPERTIES } from './properties.ts';

/** What a collection of menu values is made from. */
export interface MenuCollectionOptions {
  name: string;
  singular: string;
  /** When the site was founded; ISO 8601. */
  since: string;
  values: () => readonly MenuValue[];
}

/** The values of a menu as objects with addresses of their own, as products and categories have them. */
export function createMenuCollection(options: MenuCollectionOptions): ReadableCollection {
  const { name, singular, since, values } = options;
  const properties: Properties = {
    ...SYSTEM_PROPERTIES,
    name: { kind: 'text' },
    parent: { kind: 'reference', to: name, noun: singular },
  };
  const stored = ({ id, lookupName, parent }: MenuValue): StoredObject => ({
    id,
    lookupName,
    createdTime: since,
    updatedTime: since,
    name: lookupName,
    parent: parent === undefined ? null : { id: parent },
  });
  const get = (id: ObjectId) => {
    const value = values().find((each) => String(each.id) === String(id));
    return value === undefined ? undefined : stored(value);
  };
  return { name, singular, properties, all: () => values().map(stored), get, holding: () => undefined };
}
