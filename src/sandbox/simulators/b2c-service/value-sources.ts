import { COUNTRIES } from './founding-records.ts';
import type { ValueSources } from './read-properties.ts';
import type { Tenant } from './tenant.ts';

/** What a body sent to this tenant can refer to. */
export function valueSources(tenant: Tenant): ValueSources {
  const { collections, menu, settings } = tenant;
  return {
    menu,
    countries: COUNTRIES,
    idsOf(name, { id, lookupName }) {
      const collection = collections.find((each) => each.name === name);
      const one = id === undefined ? undefined : collection?.get(id);
      const candidates = id === undefined ? (collection?.all() ?? []) : one === undefined ? [] : [one];
      return candidates
        .filter((each) => lookupName === undefined || each.lookupName === lookupName)
        .map((each) => each.id);
    },
    acceptsIdsAsText: settings.ids.asText,
    acceptsBareObjects: settings.lists !== 'strict',
    assumptions: settings.assumptions,
  };
}
