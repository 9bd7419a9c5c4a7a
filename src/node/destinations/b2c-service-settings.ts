import * as z from 'zod/mini';
import { b2cServiceMapping } from '../../connectors/b2c-service/mapping-target.ts';
import { menuMistakes, updateMistakes } from '../../connectors/b2c-service/setting-mistakes.ts';
import { matching, oneOf, secureUrl, text, wholeNumber, yesNo } from '../settings-checks.ts';
import { destinationShape, mappingSetting } from './common-settings.ts';
import { signInMistakes } from './sign-in-mistakes.ts';

const siteUrl = secureUrl('must be the address of your site, such as https://carrier.custhelp.com').check(
  z.refine((given: string) => !/[?#]/.test(given), {
    error: 'must not contain ? or #; paths are added to it',
    abort: true,
  }),
  z.refine((given: string) => !/\/services\/rest(\/|$)/.test(given), {
    error: 'must be the address of the site alone; /services/rest/connect and the version are added to it',
  }),
);

const shape = {
  siteUrl,
  /** The version of the Connect REST API. */
  version: z._default(matching(/^v\d+\.\d+$|^latest$/, 'must be a version such as v1.4'), 'v1.4'),

  username: z.optional(
    matching(
      /^[^:]+$/,
      'must be the name of the staff account that calls the API, without a colon, which Basic authentication cannot carry',
    ),
  ),
  password: z.optional(text('must be the password of the staff account')),
  passwordFile: z.optional(text('must be the path of a file')),
  sessionToken: z.optional(text('must be the token of an agent’s session')),
  sessionTokenFile: z.optional(text('must be the path of a file')),
  oauthTokenUrl: z.optional(
    secureUrl(
      'must be the address where the identity provider gives tokens, such as https://id.example.com/token',
    ),
  ),
  oauthClientId: z.optional(text('must be the id under which the identity provider knows this proxy')),
  oauthClientSecret: z.optional(text('must be the secret of the client id')),
  oauthClientSecretFile: z.optional(text('must be the path of a file')),
  oauthScope: z.optional(text('must be the scope that the identity provider wants to be asked for')),

  /** The text custom field of incidents that carries the submission's id; null where there is none. */
  submissionIdField: z._default(
    z.nullable(
      matching(
        /^\w+(\.\w+)?$/,
        'must be the name of a custom field, such as submission_id or Recruiting.SubmissionId',
      ),
    ),
    'submission_id',
  ),
  mapping: mappingSetting(b2cServiceMapping),
  severalContacts: z._default(oneOf(['newest', 'oldest', 'attention']), 'newest'),
  /** Lines of the contact's mapping that bring a contact up to date that is there already. */
  updateExisting: z._default(z.array(z.string(), { error: 'must list lines of mapping.contact' }), []),
  updateBy: z._default(oneOf(['patch', 'tunnel']), 'patch'),
  menuValues: z._default(oneOf(['lookupName', 'id']), 'lookupName'),
  menuResources: z._default(
    z.record(z.string(), matching(/^[\w{}?&=./-]+$/, 'must be a resource such as namedIDs/incidents/queue'), {
      error: 'must be an object of menus and resources',
    }),
    {},
  ),
  /** How long a menu is taken to be as it was read, in milliseconds. */
  menuLifetimeMs: z._default(wholeNumber(1_000, 86_400_000, 7_200_000), 7_200_000),
  tooLong: z._default(oneOf(['cut', 'attention']), 'cut'),
  suppressRules: z._default(yesNo, false),
  suppressExternalEvents: z._default(yesNo, false),
  /** The vendor's pages spell this header in two ways. */
  suppressRulesHeader: z._default(
    matching(
      /^OSvC-CREST-Suppress-[\w-]+$/i,
      'must be a header of the vendor, such as OSvC-CREST-Suppress-Rules',
    ),
    'OSvC-CREST-Suppress-Rules',
  ),

  ...destinationShape,
  /** After how long an application that waits for the site to be put right is looked at again, in milliseconds. */
  recheckMs: z._default(wholeNumber(1_000, 900_000, 60_000), 60_000),
};

/** Everything about a B2C Service site. One way to sign in has to be there, and only one. */
export const b2cServiceSchema = z.strictObject(shape, { error: 'must be an object with siteUrl' }).check(
  z.check(({ value, issues }) => {
    const mistakes = [
      ...signInMistakes(value),
      ...updateMistakes(value.updateExisting, value.mapping).map(({ path, message }) => ({
        path: ['updateExisting', ...path],
        message,
      })),
      ...menuMistakes(Object.keys(value.menuResources), value.mapping).map(({ path, message }) => ({
        path: ['menuResources', ...path],
        message,
      })),
    ];
    for (const { path, message } of mistakes) {
      issues.push({ code: 'custom', path: [...path], message, input: undefined });
    }
  }),
);

/** All settings of a site, the secrets beside those that a file may hold. */
export type B2cServiceSettings = z.infer<typeof b2cServiceSchema>;

/** The names of the settings that a file may hold: no secrets. */
export const b2cServiceSettingNames = Object.keys(shape).filter(
  (name) => !['password', 'sessionToken', 'oauthClientSecret'].includes(name),
);
