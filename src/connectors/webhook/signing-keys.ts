import { DeliveryError } from '../connector.ts';
import { type Secret, secretNow } from '../secret.ts';
import { readSecret } from './signing-secret.ts';

export interface SigningSecrets {
  readonly secret: Secret;
  /** Those that receivers may still have, separated by spaces; `''` for none. */
  readonly oldSecret: Secret;
}

/** A secret that cannot be used, by its setting. */
export interface UnusableSecret {
  readonly setting: 'secret' | 'oldSecret';
  readonly mistake: string;
}

/** Reads the secrets, wherever they are kept, and so whenever they are needed. */
export function createSigningKeys({ secret, oldSecret }: SigningSecrets) {
  async function readAll() {
    const current = readSecret(await secretNow(secret));
    const old = (await secretNow(oldSecret)).split(/\s+/).filter(Boolean).map(readSecret);
    return { current, old };
  }

  return {
    /** The keys to sign with, the current one first. An old one that cannot be used is left out. */
    async keys(): Promise<Uint8Array<ArrayBuffer>[]> {
      const { current, old } = await readAll();
      if ('mistake' in current) throw new DeliveryError('misconfigured', `the secret ${current.mistake}`);
      return [current.key, ...old.flatMap((each) => ('key' in each ? [each.key] : []))];
    },

    async mistakes(): Promise<UnusableSecret[]> {
      const { current, old } = await readAll();
      return [
        ...('mistake' in current ? [{ setting: 'secret', mistake: current.mistake } as const] : []),
        ...old.flatMap((each) =>
          'mistake' in each ? [{ setting: 'oldSecret', mistake: each.mistake } as const] : [],
        ),
      ];
    },
  };
}

export type SigningKeys = ReturnType<typeof createSigningKeys>;
