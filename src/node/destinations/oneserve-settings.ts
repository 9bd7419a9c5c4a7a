import * as z from 'zod/mini';
import type { MappingChanges } from '../../connectors/mapping/mapping.ts';
import type { MappingMistake } from '../../connectors/mapping/mapping-mistakes.ts';
import { parseMapping } from '../../connectors/mapping/parse-mapping.ts';
import type { Slot } from '../../connectors/oneserve/contact-fields.ts';
import { locationFields, maxRefLength } from '../../connectors/oneserve/contact-fields.ts';
import { prefixPattern } from '../../connectors/oneserve/contact-ref.ts';
import { fitToField, lengthIn } from '../../connectors/oneserve/field-value.ts';
import { inWords } from '../../connectors/oneserve/line-defects.ts';
import { type OneserveObject, oneserveMapping } from '../../connectors/oneserve/mapping-target.ts';
import { builtInForms } from '../../model/forms/built-in.ts';
import { matching, oneOf, secureUrl, text, wholeNumber, yesNo } from '../settings-checks.ts';
import { destinationShape } from './common-settings.ts';

const url = secureUrl(
  'must be the address of your Oneserve system, such as https://carrier.example.com',
  'must not contain the credentials; put them into ONESERVE_TOKEN',
).check(
  z.refine((given: string) => !/[?#]/.test(given), {
    error: 'must not contain ? or #; the path is added to it',
    abort: true,
  }),
  z.refine((given: string) => !/\/rest(\/|$)/.test(given), {
    error: 'must be the address without /rest/contact/contact, which path adds to it',
  }),
);

/** Text with something in it to read: blanks are taken off, and no mandatory field may be empty. */
const readable = (error: string) =>
  z.string({ error }).check(z.refine((given: string) => given.trim() !== '', { error }));

const slot = wholeNumber(1, 4, 1) as unknown as z.ZodMiniType<Slot>;
/** The environment gives no null, so `none` says it as well. */
const slotOrNone = z.pipe(
  z.transform((given: unknown) => (given === 'none' || given === 'null' ? null : given)),
  z.nullable(slot),
);
const typeId = z.optional(wholeNumber(0, 2_147_483_647, 10));

/** A day of a location, as the connector takes it. */
const dayOf = (name: 'startDate' | 'endDate') => {
  const field = locationFields[name];
  const error = `must be ${field && inWords(field)}`;
  const fits = (given: string) =>
    field && 'value' in fitToField(field, given, { tooLong: 'attention', lengthsIn: 'characters' });
  return z.string({ error }).check(z.refine((given: string) => Boolean(fits(given)), { error }));
};

const location = z.strictObject(
  {
    /** The tenant's own key of the location. */
    locationRef: readable('must be the key of a location in Oneserve, such as 10174'),
    /** Whether it is the contact's preferred location. */
    isPreferred: z._default(yesNo, false),
    /** The first day that the contact belongs there. */
    startDate: z.optional(dayOf('startDate')),
    /** The last day. */
    endDate: z.optional(dayOf('endDate')),
    /** Changes what the location itself is used for, for everybody. */
    usageTypeId: typeId,
  },
  { error: 'must be an object with locationRef' },
);

const shape = {
  /** The address of the system, with its context path if it has one. */
  url,
  /** Where the contact API lies below the address. */
  path: z._default(
    matching(/^\/?[\w.~-]+(\/[\w.~-]+)*$/, 'must be a path such as rest/contact/contact'),
    'rest/contact/contact',
  ),

  token: z.optional(text('must be the token of the integration’s own user')),
  tokenFile: z.optional(text('must be the path of a file')),
  /** Where the token goes; the vendor's page does not say. */
  tokenPlace: z._default(oneOf(['header', 'cookie']), 'header'),
  /** The name of that header or cookie. */
  tokenName: z._default(
    matching(
      /^[!#$%&'*+.^_`|~\w-]+$/,
      'must be the name of a header or a cookie, such as OS_REST_AUTH_TOKEN',
    ),
    'OS_REST_AUTH_TOKEN',
  ),
  /** What stands before the token, such as `Bearer ` with its space. */
  tokenPrefix: z._default(
    matching(/^[\x20-\x7e]*$/, 'must be what stands before the token, such as "Bearer "'),
    '',
  ),

  /** The key of the client to which the contacts belong. */
  clientRef: readable('must be the key of a client in Oneserve, such as 29'),
  /** Whether a check finds out if the system knows the client, by contacts that it has to refuse. */
  checkClient: z._default(yesNo, true),
  /** What the key of a contact is made of: the application, or the person's e-mail address. */
  contactRef: z._default(oneOf(['submission', 'person']), 'submission'),
  /** What every key of a contact begins with. */
  contactRefPrefix: z._default(
    matching(prefixPattern, 'must be 14 capital letters, digits and hyphens at the most, such as APP-'),
    'APP-',
  ),

  /** The place of the phone number, of four; null for none. */
  phoneSlot: z._default(slotOrNone, 1),
  /** The place of the e-mail address; null for none. */
  emailSlot: z._default(slotOrNone, 3),
  /** The tenant's type id of a phone number. */
  phoneType: typeId,
  /** The tenant's type id of an e-mail address. */
  emailType: typeId,
  /** The tenant's type id of a place that is sent empty. */
  emptyType: typeId,
  /** What becomes of the second, third and fourth place where nothing goes there. */
  emptySlots: z._default(oneOf(['omit', 'send']), 'omit'),
  /** The number of the preferred place; left out, that of the phone number, or else of the e-mail address. */
  preferredContact: z.optional(slot),

  /** What stands as the salutation, which is mandatory and which no form asks for. */
  salutation: z._default(readable('must be text that is not blank, such as -'), '-'),
  /** What stands in mandatory text for which an application has nothing; null sets it aside. */
  missingText: z._default(z.nullable(readable('must be text that is not blank, such as -, or null')), '-'),
  /** Locations of every contact. */
  locations: z._default(z.array(location, { error: 'must list locations' }), []),
  mapping: z._default(z.custom<MappingChanges<OneserveObject>>(), {}),
  /** Numbers and yes or no as text, as in the vendor's example, or as such. */
  valueStyle: z._default(oneOf(['text', 'native']), 'text'),
  /** What the vendor's lengths count. */
  lengthsIn: z._default(oneOf(['characters', 'bytes']), 'characters'),
  /** What becomes of text that is longer than its field. */
  tooLong: z._default(oneOf(['cut', 'attention']), 'cut'),

  // The vendor publishes no limits.
  ...destinationShape,
  /** After how long an application that was set aside is tried again, in milliseconds; doubles up to 15 minutes. */
  recheckMs: z._default(wholeNumber(1_000, 900_000, 60_000), 60_000),
};

/** Everything about a Oneserve system. */
export const oneserveSchema = z
  .strictObject(shape, { error: 'must be an object with url and clientRef' })
  .check(
    z.check(({ value, issues }) => {
      for (const { path, message } of [
        ...tokenMistakes(value),
        ...slotMistakes(value),
        ...lengthMistakes(value),
        ...mappingMistakesIn(value),
      ]) {
        issues.push({ code: 'custom', path: [...path], message, input: undefined });
      }
    }),
  );

/** All settings of a system, the secret beside those that a file may hold. */
export type OneserveSettings = z.infer<typeof oneserveSchema>;

/** The names of the settings that a file may hold: no secrets. */
export const oneserveSettingNames = Object.keys(shape).filter((name) => name !== 'token');

function tokenMistakes({ token, tokenFile, tokenPlace, tokenPrefix }: OneserveSettings): MappingMistake[] {
  if (token === undefined && tokenFile === undefined) {
    const message =
      'must be the token of the integration’s own user; ONESERVE_TOKEN_FILE may name a file that holds it';
    return [{ path: ['token'], message }];
  }
  if (tokenPlace === 'header' || /^[^\s",;\\]*$/.test(tokenPrefix)) return [];
  return [{ path: ['tokenPrefix'], message: 'has what a cookie cannot carry, such as a space' }];
}

function slotMistakes({ phoneSlot, emailSlot }: OneserveSettings): MappingMistake[] {
  if (phoneSlot === null || phoneSlot !== emailSlot) return [];
  return [{ path: ['emailSlot'], message: `is ${emailSlot}, the place of the phone number already` }];
}

/** Keys are as long as the salutation may be, and the shortest of the fields in which `missingText` can stand. */
function lengthMistakes({ lengthsIn, locations, ...settings }: OneserveSettings): MappingMistake[] {
  const given: [path: string[], text: string | null][] = [
    [['clientRef'], settings.clientRef],
    [['salutation'], settings.salutation],
    [['missingText'], settings.missingText],
    ...locations.map(({ locationRef }, index): [string[], string] => [
      ['locations', String(index), 'locationRef'],
      locationRef,
    ]),
  ];
  const message = `must be text of ${maxRefLength} ${lengthsIn} at the most`;
  return given.flatMap(([path, text]) =>
    text !== null && lengthIn(lengthsIn, text) > maxRefLength ? [{ path, message }] : [],
  );
}

/** What is wrong with the changes to the mapping depends on the places of phone number and e-mail address, and on what lengths count. */
function mappingMistakesIn(settings: OneserveSettings): MappingMistake[] {
  const parsed = parseMapping(oneserveMapping(settings), settings.mapping, builtInForms);
  if ('value' in parsed) return [];
  return parsed.mistakes.map(({ path, message }) => ({ path: ['mapping', ...path], message }));
}
