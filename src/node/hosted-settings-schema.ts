import * as z from 'zod/mini';
import { defaultHostedSettings as defaults } from '../hosted/hosted-settings.ts';
import { matching, oneOf, text } from './settings-checks.ts';

const webAddress = z.string().check(
  z.refine((given: string) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
    error: 'must be an address such as https://www.example.com/privacy',
  }),
);

const color = matching(/^#([\da-f]{3}|[\da-f]{6})$/i, 'must be a colour such as #0b5cad');

const languages = oneOf(defaults.languages as readonly string[]);

/** The hosted page, as far as the operator has a say in it; null for none. */
export const hostedSettingsSchema = z.nullable(
  z.strictObject(
    {
      employer: z._default(text('must be the name of the carrier'), defaults.employer),
      phone: z._default(text('must be a telephone number, as people read it'), defaults.phone),
      privacyHref: z._default(webAddress, defaults.privacyHref),
      termsHref: z._default(webAddress, defaults.termsHref),
      /** The first one is for readers of none of them. */
      languages: z._default(
        z
          .array(languages, { error: 'must list languages' })
          .check(z.minLength(1, { error: 'must list a language' })),
        [...defaults.languages],
      ),
      applicationSource: z._default(text('must be the name of a source'), defaults.applicationSource),
      sourceMap: z._default(text('must list sources, such as facebook=Facebook'), defaults.sourceMap),
      /** The questions that the page's address may answer. */
      prefill: z._default(
        z.array(matching(/^[\w.-]{1,64}$/, 'must be the key of a question, such as application_type'), {
          error: 'must list keys of questions',
        }),
        [...defaults.prefill],
      ),
      accent: z._default(color, defaults.accent),
      accentDark: z._default(color, defaults.accentDark),
      theme: z._default(oneOf(['auto', 'light', 'dark']), defaults.theme),
    },
    { error: 'must be an object, such as { "employer": "Example Freight" }, or null for no page' },
  ),
);

/** The names of its settings. */
export const hostedSettingNames: readonly string[] = Object.keys(defaults);
