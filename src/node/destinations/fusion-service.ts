import type { Credentials } from '../../connectors/authorization.ts';
import type { DestinationKind, DestinationWorld } from './destination-kind.ts';
import {
  type FusionServiceSettings,
  fusionServiceSchema,
  fusionServiceSettingNames,
} from './fusion-service-settings.ts';
import { lazyConnector } from './lazy-connector.ts';

/** Oracle Fusion Service. */
export const fusionServiceKind: DestinationKind<FusionServiceSettings> = {
  name: 'fusion-service',
  title: 'Fusion Service',
  table: 'fusionService',
  variables: {
    FUSION_SITE_URL: 'siteUrl',
    FUSION_USERNAME: 'username',
    FUSION_PASSWORD: 'password',
    FUSION_PASSWORD_FILE: 'passwordFile',
    FUSION_OAUTH_TOKEN_URL: 'oauthTokenUrl',
    FUSION_OAUTH_CLIENT_ID: 'oauthClientId',
    FUSION_OAUTH_CLIENT_SECRET: 'oauthClientSecret',
    FUSION_OAUTH_CLIENT_SECRET_FILE: 'oauthClientSecretFile',
    FUSION_OAUTH_SCOPE: 'oauthScope',
    FUSION_BU_ORG_ID: 'buOrgId',
    FUSION_TIMEOUT_MS: 'timeoutMs',
    FUSION_SETTLE_MS: 'settleMs',
    FUSION_CONCURRENCY: 'concurrency',
    FUSION_REQUESTS_PER_SECOND: 'requestsPerSecond',
  },
  secrets: ['password', 'oauthClientSecret'],
  schema: fusionServiceSchema,
  settingNames: fusionServiceSettingNames,
  placeholders: { siteUrl: 'https://site.invalid', username: 'username', password: 'password' },
  isSignIn: (name) => /^(username|password|oauth)/.test(name),
  sandbox: (siteUrl) => ({
    siteUrl,
    username: 'sandbox',
    password: 'sandbox',
    // The business unit and a contact that the simulated tenant holds.
    buOrgId: '300000187654320937',
    knownRecord: 'CDRM_1002',
  }),
  urlOf: ({ siteUrl }) => siteUrl,

  connect: (settings, { secret, ...world }) =>
    lazyConnector('fusion-service', async () => {
      const { createFusionServiceConnector } = await import('../../connectors/fusion-service/index.ts');
      return createFusionServiceConnector({
        ...settings,
        ...world,
        credentials: credentialsIn(settings, secret),
      });
    }),

  emptySite(method, { pathname }) {
    const [resource = '', , , child] = pathname.split('/resources/')[1]?.split('/').slice(1) ?? [];
    if (method === 'GET') {
      // What is not known of attributes and codes changes nothing in the requests.
      return Object.hasOwn(made, resource) && !/describe|\/lov\//.test(pathname)
        ? Response.json({ items: [], count: 0, hasMore: false, limit: 25, offset: 0 })
        : undefined;
    }
    if (resource === 'serviceRequests' && pathname.includes('/action/'))
      return Response.json({ result: 'done' });
    const answer = Object.hasOwn(made, child ?? resource)
      ? made[child ?? resource]
      : { links: [{ rel: 'self' }] };
    return Response.json(answer, { status: 201 });
  },
};

/** The answers of a site that takes everything; the ids are invented. */
const made: Readonly<Record<string, object>> = {
  contacts: { PartyId: 1001, PartyNumber: 'CDRM_1001' },
  serviceRequests: { SrId: 2001, SrNumber: 'SR0000002001' },
  messages: { MessageId: 3001 },
  interactions: { InteractionId: 4001, InteractionNumber: '4001' },
  interactionReferences: { ReferenceId: 5001 },
};

/** How to sign in, as the settings say. */
function credentialsIn(
  { username = '', oauthTokenUrl, oauthClientId = '', oauthScope }: FusionServiceSettings,
  secret: DestinationWorld['secret'],
): Credentials {
  if (oauthTokenUrl === undefined) return { scheme: 'basic', username, password: secret('password') };
  return {
    scheme: 'oauth',
    tokenUrl: oauthTokenUrl,
    clientId: oauthClientId,
    clientSecret: secret('oauthClientSecret'),
    ...(oauthScope && { scope: oauthScope }),
  };
}
