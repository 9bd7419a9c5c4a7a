import * as z from 'zod/mini';
import { secureUrl, text, wholeNumber, yesNo } from '../settings-checks.ts';
import { destinationShape } from './common-settings.ts';
import type { DestinationKind } from './destination-kind.ts';
import { lazyConnector } from './lazy-connector.ts';

const noCredentials = 'must not contain credentials; messages are signed with WEBHOOK_SECRET';

const shape = {
  url: secureUrl(
    'must be the address of your receiver, such as https://hooks.example.com/applications',
    noCredentials,
  ).check(z.refine((given: string) => !given.includes('#'), { error: 'must not contain #' })),
  secret: z.optional(text('must be a signing secret')),
  secretFile: z.optional(text('must be the path of a file')),
  /** Secrets that receivers may still have, separated by spaces. */
  oldSecret: z.optional(text('must be the signing secret that was replaced')),
  oldSecretFile: z.optional(text('must be the path of a file')),

  /** How long the body of a message may be, in bytes. */
  maxPayloadBytes: z._default(wholeNumber(4_096, 10_000_000, 256_000), 256_000),
  /** An address that answers GET with a 2xx while the receiver is well. */
  checkUrl: z.optional(
    secureUrl(
      'must be an address that answers 2xx while your receiver is well, such as https://hooks.example.com/health',
      noCredentials,
    ),
  ),
  sendCheck: z._default(yesNo, true),

  ...destinationShape,
};

/** Everything about a receiver of webhooks. There has to be a secret; what it is like, the check tells. */
const webhookSchema = z.strictObject(shape, { error: 'must be an object with url' }).check(
  z.check(({ value, issues }) => {
    if (value.secret !== undefined || value.secretFile !== undefined) return;
    const message =
      'must be what messages are signed with, such as echo "whsec_$(openssl rand -base64 32)" prints; WEBHOOK_SECRET_FILE may name a file that holds it';
    issues.push({ code: 'custom', path: ['secret'], message, input: undefined });
  }),
);

const secrets = ['secret', 'oldSecret'];

/** A receiver of the operator's own, by Standard Webhooks. */
export const webhookKind: DestinationKind<z.infer<typeof webhookSchema>> = {
  name: 'webhook',
  title: 'Webhook',
  table: 'webhook',
  variables: {
    WEBHOOK_URL: 'url',
    WEBHOOK_SECRET: 'secret',
    WEBHOOK_SECRET_FILE: 'secretFile',
    WEBHOOK_OLD_SECRET: 'oldSecret',
    WEBHOOK_OLD_SECRET_FILE: 'oldSecretFile',
    WEBHOOK_TIMEOUT_MS: 'timeoutMs',
    WEBHOOK_SETTLE_MS: 'settleMs',
    WEBHOOK_CONCURRENCY: 'concurrency',
    WEBHOOK_REQUESTS_PER_SECOND: 'requestsPerSecond',
  },
  secrets,
  schema: webhookSchema,
  settingNames: Object.keys(shape).filter((name) => !secrets.includes(name)),
  placeholders: { url: 'https://receiver.invalid', secret: placeholderSecret() },
  isSignIn: (name) => /^(secret|oldSecret)/.test(name),
  sandbox: (url) => ({ url: `${url}/hook`, secret: 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt' }),
  urlOf: ({ url }) => url,

  connect: (settings, { secret, ...world }) =>
    lazyConnector('webhook', async () => {
      const { createWebhookConnector } = await import('../../connectors/webhook/index.ts');
      return createWebhookConnector({
        ...settings,
        ...world,
        secret: secret('secret'),
        oldSecret: secret('oldSecret'),
      });
    }),

  emptySite: (method) => (method === 'POST' ? new Response(null, { status: 204 }) : undefined),
};

/** What samples are signed with: zeros, of the shape that a secret has. */
function placeholderSecret(): string {
  return `whsec_${'A'.repeat(32)}`;
}
