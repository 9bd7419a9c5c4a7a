import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { WebhookClient } from './client.ts';
import { checkBody } from './messages.ts';
import type { SigningKeys, UnusableSecret } from './signing-keys.ts';

export interface CheckedReceiver {
  readonly client: WebhookClient;
  readonly signingKeys: SigningKeys;
  readonly url: string;
  /** An address that answers 2xx while the receiver is well. */
  readonly checkUrl: string | undefined;
  /** Whether the receiver gets a signed message of type `application.check`. */
  readonly sendCheck: boolean;
  readonly now: () => number;
}

/**
 * Makes the check of a receiver: what can be seen of the secrets, what `checkUrl` answers, and what becomes of a signed
 * message that asks for nothing. Without such a message a `HEAD` tells whether anybody answers, and no more.
 */
export function createReceiverCheck(receiver: CheckedReceiver) {
  const { client, signingKeys, url, checkUrl, sendCheck, now } = receiver;

  async function checkAddress(signal: AbortSignal, canSign: boolean): Promise<Finding[]> {
    if (!canSign || !sendCheck) {
      const looked = await findingsOf(() => client.look('read-url', { method: 'HEAD', url }, signal));
      return looked.flatMap(({ finding, error }) => (saysNothingOfPost(error) ? [] : [finding]));
    }
    const message = { id: `check-${crypto.randomUUID()}`, body: checkBody(now()) };
    let isPage = false;
    const sent = await findingsOf(async () => {
      const { headers } = await client.send('send-check', message, signal);
      isPage = headers.get('content-type')?.startsWith('text/html') === true;
    });
    return isPage ? [pageAnswered] : sent.map(({ finding }) => finding);
  }

  async function checkHealth(signal: AbortSignal): Promise<Finding[]> {
    if (checkUrl === undefined) return [];
    const looked = await findingsOf(() =>
      client.look('read-check-url', { method: 'GET', url: checkUrl }, signal),
    );
    return looked.map(({ error }) => ({
      severity: 'error',
      code: isRefusal(error) ? 'check-url-fails' : 'unreachable',
      where: 'checkUrl',
      problem: error.message,
      offers: [],
      fix: 'see that the receiver is up, and set checkUrl to an address that answers GET with a 2xx while it is',
    }));
  }

  return async function checkReceiver({ signal, progress }: CheckContext): Promise<Finding[]> {
    const mistakes = await signingKeys.mistakes();
    const health = await checkHealth(signal);
    progress?.(sendCheck ? 'sending a message that asks for nothing' : 'asking whether anybody answers');
    const canSign = !mistakes.some(({ setting }) => setting === 'secret');
    const address = await checkAddress(signal, canSign);
    return [...mistakes.map(unusable), ...health, ...address];
  };
}

const isRefusal = (error: DeliveryError): error is SiteRefusal => error instanceof SiteRefusal;

/** A receiver may answer nothing but POST. That it moved, wants no more, or is in trouble holds for POST, too. */
const saysNothingOfPost = (error: DeliveryError) =>
  isRefusal(error) &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 410 &&
  error.kind !== 'retry';

/** What a call finds that does not end well; other exceptions go on up. */
async function findingsOf(
  call: () => Promise<unknown>,
): Promise<{ readonly finding: Finding; readonly error: DeliveryError }[]> {
  try {
    await call();
    return [];
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return [{ finding: findingOf(error), error }];
  }
}

function unusable({ setting, mistake }: UnusableSecret): Finding {
  return {
    severity: setting === 'secret' ? 'error' : 'warning',
    code: setting === 'secret' ? 'secret-unusable' : 'old-secret-unusable',
    where: setting,
    problem: `the ${setting === 'secret' ? 'secret' : 'old secret'} ${mistake}`,
    offers: [],
    fix: 'set it to whsec_ and 24 to 64 random bytes in base64, such as echo "whsec_$(openssl rand -base64 32)" prints, here and at the receiver',
  };
}

const pageAnswered: Finding = {
  severity: 'warning',
  code: 'page-answered',
  where: 'url',
  problem:
    'what answers with a 2xx is a page, as of a login in front of the receiver, and counts as delivery',
  offers: [],
  fix: 'let messages through to the receiver itself, and let it answer 204',
};

function findingOf(error: DeliveryError): Finding {
  const finding = { severity: 'error', where: 'url', problem: error.message, offers: [] } as const;
  const status = isRefusal(error) ? error.status : undefined;
  if (status === 401 || status === 403) {
    const fix =
      'give the receiver the same secret, let it verify the body as it came, byte for byte, and let nothing in front of it ask for another credential';
    return { ...finding, code: 'sign-in-refused', where: 'secret', fix };
  }
  if (error.kind === 'misconfigured') {
    const fix =
      'set url to the address at which messages are received, as it stands after redirects, and let the receiver take POST there';
    return { ...finding, code: 'no-receiver-there', fix };
  }
  if (error.kind === 'rejected') {
    const fix =
      'compare the clocks of both machines, and let the receiver answer 2xx to types that it does not know, such as application.check; or set sendCheck to false';
    return { ...finding, code: 'message-refused', fix };
  }
  const fix = 'check the address of the receiver, and whether it answers from this machine';
  return { ...finding, code: 'unreachable', fix };
}
