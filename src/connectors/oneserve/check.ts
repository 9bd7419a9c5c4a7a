import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import type { HttpReply } from '../http-client.ts';
import { checkClientRef } from './check-client-ref.ts';
import { type CheckedSettings, checkSettings } from './check-settings.ts';
import type { OneserveClient } from './client.ts';
import { refusesInKnownWords, resultIn } from './failure.ts';

export interface CheckOptions extends CheckedSettings {
  readonly client: OneserveClient;
  readonly checkClient?: boolean | undefined;
}

/**
 * Makes the check. Nothing in the API can be read, so it asks what can only be refused: a list in place of an object,
 * which the vendor's page says is refused with `REST0002`, and which is refused after the token and the content type
 * have been looked at. That one answer tells whether address, path, token and content type are right. Then the client
 * (see `check-client-ref.ts`). All else is seen from the settings alone.
 */
export function createOneserveCheck({ client, checkClient = true, ...settings }: CheckOptions) {
  return async function check({ definitions, signal, progress }: CheckContext): Promise<Finding[]> {
    progress?.('settings');
    const own = checkSettings(settings, definitions);
    try {
      progress?.('address and token');
      const misled = misleading(await client.probe([], signal));
      if (misled) return [...errorsIn(own), misled];
      progress?.('client');
      const about = checkClient ? await checkClientRef(client, settings.clientRef, signal) : [];
      return [...own, ...about];
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      // What is worth no more than a word can wait until the system answers.
      return [...errorsIn(own), unreached(error)];
    }
  };
}

const errorsIn = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error');

type Told = Pick<Finding, 'code' | 'where' | 'fix'>;

/** What an answer to a list says is wrong; undefined where it is the refusal that it should be. */
function misleading(reply: HttpReply): Finding | undefined {
  const { status } = reply;
  if (refusesInKnownWords(reply)) return undefined;
  const told = Object.hasOwn(byStatus, status) ? byStatus[status] : undefined;
  if (told) return found(told, `status ${status}`);
  if (status >= 300 && status < 400) return found(wrongAddress, `status ${status}, which leads elsewhere`);
  if (status === 408 || status === 429 || status > 500) return found(silent, `status ${status}`);
  const result = resultIn(reply);
  if (result?.success === false) return undefined;
  if (result?.success) return found(takesAnything, 'a list was taken, which the contact API refuses');
  if (status >= 500) return found(silent, `status ${status}`);
  return found(wrongAddress, `status ${status}, and not in the words of the contact API`);
}

const found = (told: Told, problem: string): Finding => ({ severity: 'error', problem, offers: [], ...told });

const wrongAddress: Told = {
  code: 'no-api-there',
  where: 'url',
  fix: 'set url to the address of your Oneserve system with its context path, if it has one, and path to where the contact API lies below it',
};

const silent: Told = {
  code: 'unreachable',
  where: 'url',
  fix: 'check the address, and whether the system answers from this machine',
};

const takesAnything: Told = {
  code: 'wrong-api',
  where: 'path',
  fix: 'set path to the contact API, rest/contact/contact below the context path',
};

const byStatus: Readonly<Record<number, Told>> = {
  401: {
    code: 'sign-in-refused',
    where: 'token',
    fix: 'get the token that was made when the integration’s user last logged in; each login of that user, also by a person, ends the one before. Ask Oneserve whether the token goes into a header or a cookie and under what name (tokenPlace, tokenName, tokenPrefix), and whether a server on the way drops header names with underscores, as nginx does by default',
  },
  403: {
    code: 'connection-blocked',
    where: 'url',
    fix: 'have Oneserve put the address from which this machine calls on its list of allowed addresses',
  },
  404: wrongAddress,
  405: wrongAddress,
  415: {
    code: 'content-type-refused',
    where: 'url',
    fix: 'see whether a server on the way changes the header Content-Type, which is application/json',
  },
};

function unreached(error: DeliveryError): Finding {
  const isToken = error.message.startsWith('token:');
  const fix = 'set the token, or write it into the file that tokenFile names';
  return found(isToken ? { code: 'token-unusable', where: 'token', fix } : silent, error.message);
}
