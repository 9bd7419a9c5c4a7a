import { COUNTRIES } from './countries.ts';
import type { ValueSources } from './read-properties.ts';
import type { Tenant } from './tenant.ts';

/** What a body sent to this tenant can refer to. Contacts are the only objects that it can refer to and that exist. */
export function valueSources(tenant: Tenant): ValueSources {
  const { contacts, menus, acceptsBareObjects, assumptions } = tenant;
  return {
    menus,
    countries: COUNTRIES,
    idsOf(collection, { id, lookupName }) {
      if (collection !== contacts.name) return [];
      const one = id === undefined ? undefined : contacts.get(id);
      const candidates = id === undefined ? contacts.all() : one === undefined ? [] : [one];
      return candidates
        .filter((each) => lookupName === undefined || each.lookupName === lookupName)
        .map((each) => each.id);
    },
    acceptsBareObjects,
    assumptions,
  };
}
