import { DeliveryError } from '../connector.ts';
import type { B2cServiceClient } from './client.ts';
import { SiteRefusal } from './failure.ts';
import { countrySchema, menuPageSchema } from './wire.ts';

export interface MenuValue {
  readonly id: number;
  readonly lookupName: string;
}

export interface MenuOptions {
  readonly client: B2cServiceClient;
  /**
   * Where the values of a menu are listed, by its name, such as `incidents.queue` → `namedIDs/incidents/queue`; laid
   * over {@link resourceOf}.
   */
  readonly resources?: Readonly<Record<string, string>> | undefined;
  /** How long a menu is taken to be as it was read, in milliseconds. Default: two hours. */
  readonly lifetimeMs?: number | undefined;
  /** How old a menu must be to be read again because a value is not in it, in milliseconds. Default: 10,000. */
  readonly missMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

export interface MenuReadOptions {
  readonly fresh?: boolean;
  /** Milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly country?: number | undefined;
}

interface Entry {
  /** Undefined where the site lists no such menu. */
  readonly values: readonly MenuValue[] | undefined;
  readonly readAt: number;
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

/** No menu has so many pages; a site that always says `hasMore` must not keep us for ever. */
const maxPages = 20;

/**
 * What the site's menus hold, read when first needed and kept. A menu that the site does not list, or does not let
 * us read, is unknown, which is not the same as empty.
 */
export function createMenus(options: MenuOptions) {
  const { client, resources = {}, lifetimeMs = 7_200_000, missMs = 10_000, now = Date.now } = options;
  const entries = new Map<string, Entry>();
  const pending = new Map<string, Promise<Entry>>();

  async function readPages(resource: string, signal: AbortSignal): Promise<MenuValue[]> {
    const values = new Map<number, MenuValue>();
    for (let page = 0; page < maxPages; page += 1) {
      const offset = values.size > 0 ? `${resource.includes('?') ? '&' : '?'}offset=${values.size}` : '';
      const { items, hasMore } = await client.get(
        'read-menu',
        `${resource}${offset}`,
        menuPageSchema,
        signal,
      );
      const before = values.size;
      for (const { id, lookupName } of items) values.set(id, { id, lookupName });
      if (!hasMore || values.size === before) break;
    }
    return [...values.values()];
  }

  async function readValues(menu: string, country: number | undefined, signal: AbortSignal) {
    const own = resources[menu];
    if (own === undefined && menu === provincesOf) {
      if (country === undefined) return undefined;
      const path = `countries/${country}?expand=provinces`;
      return (await client.get('read-menu', path, countrySchema, signal)).provinces;
    }
    return readPages((own ?? resourceOf(menu)).replace('{country}', String(country ?? '')), signal);
  }

  async function load(key: string, menu: string, country: number | undefined, signal: AbortSignal) {
    const known = entries.get(key);
    const readAt = now();
    const entry = async (): Promise<Entry> => {
      try {
        return { values: await readValues(menu, country, signal), readAt };
      } catch (error) {
        // What was true a while ago is better than nothing while the site has trouble.
        if (known?.values && error instanceof DeliveryError && error.kind === 'retry') return known;
        const unlisted = error instanceof SiteRefusal && error.status < 500 && error.status !== 401;
        if (!unlisted || error.kind === 'retry') throw error;
        return { values: undefined, readAt };
      }
    };
    const read = await entry();
    entries.set(key, read);
    return read;
  }

  return {
    /**
     * The values of a menu, such as `contacts.customFields.c.cdl_type`; undefined where they cannot be known.
     * `fresh`: read again unless that was done moments ago; `since`: unless it was read after that time. `country`: the
     * id of the country whose provinces are meant.
     */
    async read(
      menu: string,
      signal: AbortSignal,
      { fresh = false, since = 0, country }: MenuReadOptions = {},
    ): Promise<readonly MenuValue[] | undefined> {
      const key = country === undefined ? menu : `${menu}#${country}`;
      const known = entries.get(key);
      const notBefore = Math.max(since, now() - (fresh ? missMs : lifetimeMs));
      if (known && known.readAt > notBefore) return known.values;
      // One reading at a time, however many wait for it; an attempt that ends early takes the others along, who retry.
      const reading = pending.get(key) ?? load(key, menu, country, signal);
      pending.set(key, reading);
      try {
        return (await reading).values;
      } finally {
        if (pending.get(key) === reading) pending.delete(key);
      }
    },
  };
}

export type Menus = ReturnType<typeof createMenus>;
