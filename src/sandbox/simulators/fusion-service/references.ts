import type { Reference } from './attribute.ts';
import { RESOURCES } from './founding-rows.ts';
import type { Rows, Value } from './rows.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** Whether what a value names exists. */
export function isFound(reference: Reference, value: Value, settings: TenantSettings, rows: Rows): boolean {
  const key = String(value);
  const isId = (type: 'contacts' | 'accounts' | 'queues') =>
    rows.list(type).some(({ id }) => String(id) === key);
  switch (reference) {
    case 'businessUnits':
      return Object.hasOwn(settings.businessUnits, key);
    case 'sourceSystems':
      return settings.sourceSystems.includes(key);
    case 'countries':
      return settings.countries.includes(key);
    case 'contacts':
    case 'accounts':
    case 'queues':
      return isId(reference);
    case 'accountNumbers':
      return rows.list('accounts').some(({ values }) => values.get('PartyNumber') === key);
    case 'resources':
      return Object.hasOwn(RESOURCES, key);
    case 'resourceNumbers':
      return Object.values(RESOURCES).some(({ partyNumber }) => partyNumber === key);
  }
}
