import type { DestinationKind } from './destination-kind.ts';
import { type EgainSettings, egainSchema, egainSettingNames } from './egain-settings.ts';
import { lazyConnector } from './lazy-connector.ts';

/** eGain, by its Interaction API. */
export const egainKind: DestinationKind<EgainSettings> = {
  name: 'egain',
  title: 'eGain',
  table: 'egain',
  variables: {
    EGAIN_URL: 'url',
    EGAIN_USERNAME: 'username',
    EGAIN_PASSWORD: 'password',
    EGAIN_PASSWORD_FILE: 'passwordFile',
    EGAIN_DEPARTMENT: 'department',
    EGAIN_TIMEOUT_MS: 'timeoutMs',
    EGAIN_SETTLE_MS: 'settleMs',
    EGAIN_CONCURRENCY: 'concurrency',
    EGAIN_REQUESTS_PER_SECOND: 'requestsPerSecond',
  },
  secrets: ['password'],
  schema: egainSchema,
  settingNames: egainSettingNames,
  placeholders: { url: 'https://site.invalid', username: 'username', password: 'password' },
  isSignIn: (name) => /^(username|password)/.test(name),
  sandbox: (url) => ({ url, username: 'sandbox', password: 'sandbox' }),
  urlOf: ({ url }) => url,

  connect: (settings, { secret, ...world }) =>
    lazyConnector('egain', async () => {
      const { createEgainConnector } = await import('../../connectors/egain/index.ts');
      return createEgainConnector({ ...settings, ...world, password: secret('password') });
    }),

  emptySite(method, { pathname }) {
    if (pathname.endsWith('/login')) {
      return new Response(null, { status: 204, headers: { 'x-egain-session': 'session' } });
    }
    if (!pathname.endsWith('/interaction/customer')) return undefined;
    if (method === 'GET') return new Response(null, { status: 204 });
    return new Response(null, { status: 201, headers: { location: `${pathname}/2801` } });
  },
};
