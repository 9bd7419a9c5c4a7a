import type { Credentials } from '../../connectors/authorization.ts';
import { createB2cServiceConnector } from '../../connectors/b2c-service/index.ts';
import { type B2cServiceSettings, b2cServiceSchema, b2cServiceSettingNames } from './b2c-service-settings.ts';
import type { DestinationKind, DestinationWorld } from './destination-kind.ts';

/** Oracle B2C Service. */
export const b2cServiceKind: DestinationKind<B2cServiceSettings> = {
  name: 'b2c-service',
  title: 'B2C Service',
  table: 'b2cService',
  variables: {
    B2C_SITE_URL: 'siteUrl',
    B2C_USERNAME: 'username',
    B2C_PASSWORD: 'password',
    B2C_PASSWORD_FILE: 'passwordFile',
    B2C_SESSION_TOKEN: 'sessionToken',
    B2C_SESSION_TOKEN_FILE: 'sessionTokenFile',
    B2C_OAUTH_TOKEN_URL: 'oauthTokenUrl',
    B2C_OAUTH_CLIENT_ID: 'oauthClientId',
    B2C_OAUTH_CLIENT_SECRET: 'oauthClientSecret',
    B2C_OAUTH_CLIENT_SECRET_FILE: 'oauthClientSecretFile',
    B2C_OAUTH_SCOPE: 'oauthScope',
    B2C_SUBMISSION_ID_FIELD: 'submissionIdField',
    B2C_TIMEOUT_MS: 'timeoutMs',
    B2C_SETTLE_MS: 'settleMs',
    B2C_CONCURRENCY: 'concurrency',
    B2C_REQUESTS_PER_SECOND: 'requestsPerSecond',
  },
  secrets: ['password', 'sessionToken', 'oauthClientSecret'],
  schema: b2cServiceSchema,
  settingNames: b2cServiceSettingNames,
  placeholders: { siteUrl: 'https://site.invalid', username: 'username', password: 'password' },
  isSignIn: (name) => /^(username|password|sessionToken|oauth)/.test(name),
  sandbox: (siteUrl) => ({ siteUrl, username: 'sandbox', password: 'sandbox', recheckMs: 2_000 }),
  urlOf: ({ siteUrl }) => siteUrl,

  connect(settings, { secret, ...world }) {
    const { suppressRules, suppressExternalEvents, suppressRulesHeader, ...rest } = settings;
    return createB2cServiceConnector({
      ...rest,
      ...world,
      credentials: credentialsIn(settings, secret),
      writeHeaders: {
        ...(suppressRules && { [suppressRulesHeader]: 'true' }),
        ...(suppressExternalEvents && { 'OSvC-CREST-Suppress-ExternalEvents': 'true' }),
      },
    });
  },

  emptySite(_, { pathname }) {
    const resource = /\/connect\/[^/]+\/(\w+)/.exec(pathname)?.[1] ?? '';
    // What is not known of menus and fields changes nothing in the requests.
    const answer = Object.hasOwn(answers, resource) ? answers[resource] : undefined;
    return answer && Response.json(answer.body, { status: answer.status });
  },
};

/** The answers of a site that knows nobody; the ids are invented. */
const answers: Readonly<Record<string, { readonly status: number; readonly body: unknown }>> = {
  queryResults: { status: 200, body: { items: [{ rows: [] }] } },
  contacts: { status: 201, body: { id: 1001 } },
  incidents: { status: 201, body: { id: 2001 } },
};

/** How to sign in, as the settings say. */
export function credentialsIn(
  { username = '', oauthTokenUrl, oauthClientId = '', oauthScope, ...rest }: B2cServiceSettings,
  secret: DestinationWorld['secret'],
): Credentials {
  if (oauthTokenUrl !== undefined) {
    return {
      scheme: 'oauth',
      tokenUrl: oauthTokenUrl,
      clientId: oauthClientId,
      clientSecret: secret('oauthClientSecret'),
      ...(oauthScope && { scope: oauthScope }),
    };
  }
  if (rest.sessionToken !== undefined || rest.sessionTokenFile !== undefined) {
    return { scheme: 'session', token: secret('sessionToken') };
  }
  return { scheme: 'basic', username, password: secret('password') };
}
