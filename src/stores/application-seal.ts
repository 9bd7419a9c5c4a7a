import type { Submission } from '../model/submission.ts';
import type { Subject } from '../queue/subject.ts';
import type { DataKey, Envelope, WrappedKey } from './envelope.ts';
import type { SearchHash } from './search-hash.ts';

/** What is stored of an application's content, and the key for whatever else belongs to it. */
export interface SealedApplication {
  readonly wrapped: WrappedKey;
  readonly dataKey: DataKey;
  readonly content: Uint8Array;
  readonly emailHash: string | null;
  readonly phoneHash: string | null;
}

/** By what the content of an application is bound to its place. */
const contentPlace = 'content';

/** By what the parts of a file are bound to their places. */
export const filePlaces = (id: string) => ({ name: `file ${id} name`, content: `file ${id} content` });

/** Seals the contents of applications, and opens them: what every store that lasts does alike. */
export function createApplicationSeal(envelope: Envelope, hash: SearchHash) {
  return {
    /** Seals the content of an application. Outside of a transaction, where that is possible: it takes its time. */
    seal(id: string, content: string, { email, phone }: Subject = {}): SealedApplication {
      const { wrapped, dataKey } = envelope.makeKey(id);
      return {
        wrapped,
        dataKey,
        content: dataKey.seal(content, contentPlace),
        emailHash: email === undefined ? null : hash.email(email),
        phoneHash: phone === undefined ? null : hash.phone(phone),
      };
    },

    /** The content, to the letter as it was sealed. Throws `Unreadable`. */
    open: (id: string, wrapped: WrappedKey, sealed: Uint8Array): string =>
      envelope.openKey(id, wrapped).openText(sealed, contentPlace),
  };
}

/** The submission whose content and marks these are, both in JSON. */
export function submissionFrom(content: string, review: string | null): Submission {
  return { ...JSON.parse(content), ...(review !== null && { review: JSON.parse(review) }) };
}
