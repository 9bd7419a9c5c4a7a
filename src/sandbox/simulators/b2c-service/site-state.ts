import { type CustomFields, changeCustomFields, customMenus } from './custom-fields.ts';
import { changeMenus, type Menus } from './menus.ts';
import { changeSettings, DEFAULT_SETTINGS, type SiteSettings } from './site-settings.ts';
import type { TenantChanges } from './tenant-changes.ts';
import { CONTACT_FIELDS, INCIDENT_FIELDS, STANDARD_MENUS } from './tenant-menus.ts';

/** How a site is set up at one moment. Never changed, only replaced. */
export interface SiteState {
  settings: SiteSettings;
  contactFields: CustomFields;
  incidentFields: CustomFields;
  menus: Menus;
}

/** The site as it is unless it was set up otherwise. */
export const DEFAULT_STATE: SiteState = {
  settings: DEFAULT_SETTINGS,
  contactFields: CONTACT_FIELDS,
  incidentFields: INCIDENT_FIELDS,
  menus: new Map([
    ...Object.entries(STANDARD_MENUS),
    ...customMenus('contacts', CONTACT_FIELDS),
    ...customMenus('incidents', INCIDENT_FIELDS),
  ]),
};

/** The state after the changes: all of them, or a RangeError. */
export function changeState(state: SiteState, changes: TenantChanges): SiteState {
  const { menus, customFields, ids, revokeTokens: _action, ...settings } = changes;
  const contactFields = changeCustomFields(state.contactFields, customFields?.contacts);
  const incidentFields = changeCustomFields(state.incidentFields, customFields?.incidents);
  const offered = new Map(state.menus);
  exchangeMenus(offered, 'contacts', state.contactFields, contactFields);
  exchangeMenus(offered, 'incidents', state.incidentFields, incidentFields);
  return {
    settings: changeSettings(state.settings, {
      ...settings,
      ...(ids?.asText === undefined ? {} : { ids: { asText: ids.asText } }),
    }),
    contactFields,
    incidentFields,
    menus: changeMenus(offered, menus),
  };
}

/** A menu goes with its field and comes with it; where the field stays as it was, so does its menu. */
function exchangeMenus(
  menus: Map<string, Menus extends ReadonlyMap<string, infer V> ? V : never>,
  collection: string,
  before: CustomFields,
  after: CustomFields,
): void {
  const [old, fresh] = [customMenus(collection, before), customMenus(collection, after)];
  for (const path of old.keys()) if (!fresh.has(path)) menus.delete(path);
  for (const [path, values] of fresh) if (old.get(path) !== values) menus.set(path, values);
}
