import { SiteRefusal } from '../site-refusal.ts';
import type { B2cServiceClient } from './client.ts';
import { type Asked, createKnowledge, type KnowledgeOptions } from './knowledge.ts';
import { countrySchema, type MenuValue, menuPageSchema } from './wire.ts';

export type { MenuValue } from './wire.ts';

export interface MenuOptions extends KnowledgeOptions {
  readonly client: B2cServiceClient;
  /**
   * Where the values of a menu are listed, by its name, such as `incidents.queue` → `namedIDs/incidents/queue`; laid
   * over {@link resourceOf}.
   */
  readonly resources?: Readonly<Record<string, string>> | undefined;
}

/** Menus that are collections of their own ("Managing Named IDs" lists the others below `namedIDs`). */
const collections: Readonly<Record<string, string>> = {
  'contacts.address.country': 'countries',
  'incidents.product': 'serviceProducts',
  'incidents.category': 'serviceCategories',
  'incidents.disposition': 'serviceDispositions',
};

/** Provinces are listed inside their country. */
export const provincesOf = 'contacts.address.stateOrProvince';

/** Where the values of a menu are listed, unless the settings say otherwise. */
function resourceOf(menu: string): string {
  return collections[menu] ?? `namedIDs/${menu.replaceAll('.', '/')}`;
}

/** No menu has so many pages; a site that always says there is more must not keep us for ever. */
const maxPages = 20;

/**
 * What the site's menus hold. A menu that the site does not list, or does not let us read, is unknown, which is not the
 * same as empty.
 */
export function createMenus({ client, resources = {}, ...options }: MenuOptions) {
  const knowledge = createKnowledge<readonly MenuValue[]>(options);

  async function readPages(resource: string, signal: AbortSignal): Promise<MenuValue[]> {
    const values = new Map<number, MenuValue>();
    for (let page = 0; page < maxPages; page += 1) {
      const offset = values.size > 0 ? `${resource.includes('?') ? '&' : '?'}offset=${values.size}` : '';
      const read = await client.get('read-menu', `${resource}${offset}`, menuPageSchema, signal);
      const before = values.size;
      for (const value of read.items) values.set(value.id, value);
      if (!read.more || values.size === before) break;
    }
    return [...values.values()];
  }

  async function readValues(menu: string, country: number | undefined, signal: AbortSignal) {
    const own = resources[menu];
    if (own === undefined && menu === provincesOf) {
      if (country === undefined) return undefined;
      const path = `countries/${country}?expand=provinces`;
      return client.get('read-menu', path, countrySchema, signal);
    }
    return readPages((own ?? resourceOf(menu)).replace('{country}', String(country ?? '')), signal);
  }

  return {
    /**
     * The values of a menu, such as `contacts.customFields.c.cdl_type`; undefined where they cannot be known.
     * `country`: the id of the country whose provinces are meant.
     */
    read(
      menu: string,
      { country, ...asked }: Asked & { readonly country?: number | undefined },
    ): Promise<readonly MenuValue[] | undefined> {
      const key = country === undefined ? menu : `${menu}#${country}`;
      const read = (signal: AbortSignal) => readValues(menu, country, signal).catch(unknownIfRefused);
      return knowledge.get(key, read, asked);
    },
  };
}

export type Menus = ReturnType<typeof createMenus>;

/** The site refuses the reading of this one thing, not us. */
export function unknownIfRefused(error: unknown): undefined {
  if (error instanceof SiteRefusal && error.kind !== 'retry' && error.status !== 401) return undefined;
  throw error;
}
