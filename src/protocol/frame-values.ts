/** The kinds of values that the frame of a submission has, beside its answers. */

import * as z from 'zod/mini';
import { checkText, tidy } from '../model/rules.ts';

/** A UUID of any version, in the notation of RFC 9562, in lower case once parsed. */
export const uuid = z.string().check(
  z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
  z.overwrite((id: string) => id.toLowerCase()),
);

/** No control characters, and at most `max` code points. */
export const wellFormed = (max: number) =>
  z.check<string>(({ value, issues }) => {
    const code = checkText(value, max);
    if (!code) return;
    const params = code === 'too_long' ? { code, max } : { code };
    issues.push({ code: 'custom', params, input: undefined });
  });

/** A line that a machine wrote: no control characters, at most `max` code points, tidied. */
export const line = (max: number) => z.string().check(z.overwrite(tidy), wellFormed(max));

const instant =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** RFC 3339 with seconds, in UTC or with an offset, and a day that exists. */
export const dateTime = z.string().check(
  z.refine((text: string) => {
    const [, year, month, day] = instant.exec(text) ?? [];
    // `Date` takes 30 February for 2 March, and the first hundred years for those of the last century.
    return (
      Number(day) === new Date(Date.UTC(2_000 + Number(year), Number(month) - 1, Number(day))).getUTCDate()
    );
  }),
);

/** A BCP 47 tag, such as `es` or `fr-CA`. */
export const languageTag = z.string().check(z.regex(/^[a-z]{2,3}(-[a-z\d]{2,8}){0,3}$/i));

/** Names such as a form, a version or a consent document have. */
export const name = z.string().check(z.regex(/^[\w.-]{1,64}$/));

/** A limit for lists. Zod's own also measures other things that have a `length`, and throws when that is no number. */
export const atMost = (max: number) =>
  z.check<readonly unknown[]>(({ value, issues }) => {
    if (value.length <= max) return;
    issues.push({ code: 'custom', params: { code: 'too_long', max }, input: undefined });
  });
