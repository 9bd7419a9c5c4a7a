import * as z from 'zod/mini';
import { tidy } from '../model/rules.ts';
import { type AttributionKey, attributionKeys } from '../model/submission.ts';
import { wellFormed } from './frame-values.ts';

/** Long enough for a page's address; every other attribution value is far shorter in practice. */
const maxLength = 2_048;

/** What advertisers write, and nothing longer. */
const clickId = /^[\w.-]{1,255}$/;

/** Origin and path of an address: what follows may name the person, and so may what stands before the host. */
function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, '$1');
}

/** What is kept of a value. An empty one is dropped later: no advertiser's mistake keeps a person from applying. */
function kept(key: AttributionKey, value: string): string {
  if (/(clid|clkid|braid)$/.test(key)) return clickId.test(tidy(value)) ? tidy(value) : '';
  return tidy(/(landing_page|referrer)$/.test(key) ? withoutQuery(value) : value);
}

/** Where an applicant came from: text under known keys, each brought into the form in which it is kept. */
export const attributionSchema = z.strictObject(
  Object.fromEntries(
    attributionKeys.map((key) => {
      const value = z.string().check(
        z.overwrite((given: string) => kept(key, given)),
        wellFormed(maxLength),
      );
      return [key, z.optional(value)] as const;
    }),
  ),
);
