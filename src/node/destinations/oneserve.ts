import type { DestinationKind } from './destination-kind.ts';
import { lazyConnector } from './lazy-connector.ts';
import { type OneserveSettings, oneserveSchema, oneserveSettingNames } from './oneserve-settings.ts';

/** Oneserve, by its classic contact API. */
export const oneserveKind: DestinationKind<OneserveSettings> = {
  name: 'oneserve',
  title: 'Oneserve',
  table: 'oneserve',
  variables: {
    ONESERVE_URL: 'url',
    ONESERVE_PATH: 'path',
    ONESERVE_TOKEN: 'token',
    ONESERVE_TOKEN_FILE: 'tokenFile',
    ONESERVE_TOKEN_PLACE: 'tokenPlace',
    ONESERVE_TOKEN_NAME: 'tokenName',
    ONESERVE_TOKEN_PREFIX: 'tokenPrefix',
    ONESERVE_CLIENT_REF: 'clientRef',
    ONESERVE_CONTACT_REF_PREFIX: 'contactRefPrefix',
    ONESERVE_PHONE_TYPE: 'phoneType',
    ONESERVE_EMAIL_TYPE: 'emailType',
    ONESERVE_TIMEOUT_MS: 'timeoutMs',
    ONESERVE_SETTLE_MS: 'settleMs',
    ONESERVE_CONCURRENCY: 'concurrency',
    ONESERVE_REQUESTS_PER_SECOND: 'requestsPerSecond',
  },
  secrets: ['token'],
  schema: oneserveSchema,
  settingNames: oneserveSettingNames,
  placeholders: { url: 'https://site.invalid', token: 'token', clientRef: 'client' },
  isSignIn: (name) => name === 'token' || name === 'tokenFile',
  sandbox: (url) => ({
    url,
    token: 'sandbox',
    clientRef: '29',
    phoneType: 10,
    emailType: 6,
    recheckMs: 2_000,
  }),
  urlOf: ({ url }) => url,
  connect: (settings, { secret, ...world }) =>
    lazyConnector('oneserve', async () => {
      const { createOneserveConnector } = await import('../../connectors/oneserve/index.ts');
      return createOneserveConnector({ ...settings, ...world, token: secret('token') });
    }),
  emptySite: (method) =>
    method === 'POST' ? Response.json({ result: 'success', result_msg: '' }) : undefined,
};
