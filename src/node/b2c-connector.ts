import { createB2cServiceConnector } from '../connectors/b2c-service/index.ts';
import type { CallObserver } from '../connectors/call-observer.ts';
import type { Connector } from '../connectors/connector.ts';
import { createHttpFetch } from './http-fetch.ts';
import type { B2cServiceSettings } from './settings.ts';

/** The connector that the settings describe. `fetch` is for whoever wants another one than the default. */
export function b2cConnectorFor(
  settings: B2cServiceSettings,
  fetch: typeof globalThis.fetch = createHttpFetch(),
  observer?: CallObserver,
): Connector {
  const { suppressRules, suppressExternalEvents, suppressRulesHeader, ...rest } = settings;
  return createB2cServiceConnector({
    ...rest,
    writeHeaders: {
      ...(suppressRules && { [suppressRulesHeader]: 'true' }),
      ...(suppressExternalEvents && { 'OSvC-CREST-Suppress-ExternalEvents': 'true' }),
    },
    fetch,
    observer,
  });
}
