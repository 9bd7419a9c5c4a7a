import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { SiteState } from './site-state.ts';

/** How a site is set up, as `GET /_tenant` tells it: passwords, secrets and tokens left out. */
export function showTenant({ settings, contactFields, incidentFields, menus }: SiteState): JsonObject {
  const { password: _p, sessionTokens, bearerTokens, ...accounts } = settings.accounts;
  const { clients, ...tokenService } = settings.tokenService;
  const { businessRules } = settings;
  return asJson({
    ...settings,
    accounts: { ...accounts, sessionTokens: sessionTokens.length, bearerTokens: bearerTokens.length },
    tokenService: { ...tokenService, clients: Object.keys(clients) },
    businessRules: typeof businessRules === 'function' ? 'function' : businessRules,
    assumptions: {
      ...settings.assumptions,
      emailPattern: settings.assumptions.emailPattern?.source ?? null,
    },
    customFields: { contacts: contactFields, incidents: incidentFields },
    menus: Object.fromEntries(menus),
  });
}

function asJson(value: unknown): JsonObject {
  const json = JSON.parse(JSON.stringify(value)) as Json;
  return isJsonObject(json) ? json : {};
}
