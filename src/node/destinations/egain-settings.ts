import * as z from 'zod/mini';
import { egainMapping } from '../../connectors/egain/mapping-target.ts';
import { settingMistakes } from '../../connectors/egain/setting-mistakes.ts';
import { matching, oneOf, secureUrl, text, wholeNumber, yesNo } from '../settings-checks.ts';
import { destinationShape, mappingSetting } from './common-settings.ts';

const flag = z.optional(
  z.nullable(matching(/^\w+$/, 'must be the key of a consent of the form, such as sms, or null')),
);
const noHit = { error: 'must list 204, 404 or both' };
const namespace = text('must be the name of a namespace');

const shape = {
  /** The host, without the path. */
  url: secureUrl(
    'must be the address of the host, such as https://carrier.egain.cloud',
    'must not contain the credentials; put them into EGAIN_USERNAME and EGAIN_PASSWORD',
  ).check(
    z.refine((given: string) => !/[?#]|\/ws(\/|$)/.test(given), {
      error: 'must be the address of the host alone; context, /ws and version are added to it',
    }),
  ),
  /** The path before `/ws`. */
  context: z._default(matching(/^[\w./-]*$/, 'must be a path such as system'), 'system'),
  /** The version of the API. */
  version: z._default(matching(/^v\d+$/, 'must be a version such as v12'), 'v12'),
  username: text('must be the name of the user that calls the API'),
  password: z.optional(text('must be the password of the user')),
  passwordFile: z.optional(text('must be the path of a file')),
  /** Whether the user’s oldest session is ended where there are too many. */
  forceLogin: z._default(yesNo, true),
  /** The statuses of a login that is refused for too many sessions. */
  sessionLimitStatuses: z._default(
    z.array(wholeNumber(400, 499, 403), { error: 'must list statuses, such as [403, 409]' }),
    [403, 409],
  ),
  /** How a search without a hit is answered. */
  noHitStatuses: z._default(
    z.array(z.literal([204, 404], noHit), noHit).check(z.minLength(1, noHit)),
    [204, 404],
  ),
  /** What bodies are written in. */
  format: z._default(oneOf(['json', 'xml']), 'json'),
  /** The namespaces of XML. */
  namespaces: z.optional(
    z.strictObject(
      {
        customer: namespace,
        contactPerson: namespace,
        contactPoint: namespace,
        common: namespace,
        platform: namespace,
      },
      { error: 'must be an object with customer, contactPerson, contactPoint, common and platform' },
    ),
  ),
  /** The department of new customers. */
  department: z.optional(text('must be the name of a department')),
  /** The custom attribute of customers that carries the submission’s id; null where there is none. */
  submissionIdAttribute: z._default(
    z.nullable(matching(/^\w+$/, 'must be the name of a custom attribute, such as submission_id')),
    'submission_id',
  ),
  /** The id of a customer of nobody’s, at whom a check tries the custom attributes. */
  checkCustomer: z.optional(matching(/^\d{1,19}$/, 'must be the id of a customer')),
  /** Whether customers can be searched by a custom attribute. */
  customSearch: z._default(yesNo, true),
  /** What is done with a customer who is there already. */
  existingCustomer: z._default(oneOf(['attributes', 'leave', 'attention']), 'attributes'),
  /** How many applications one customer carries; with more they wait for a person. */
  maxApplications: z._default(wholeNumber(1, 1_000, 50), 50),
  /** Whether custom attributes take several values; otherwise all stand in one. */
  severalValues: z._default(yesNo, true),
  /** Whose ids an edit names: the customer’s, or those of contact person and contact points too. */
  editIds: z._default(oneOf(['customer', 'all']), 'customer'),
  mapping: mappingSetting(egainMapping),
  /** Which consent of the form each flag says. */
  consents: z._default(
    z.strictObject(
      { hasDirectMailingConsent: flag, hasDirectCallingConsent: flag, hasHoldingDataConsent: flag },
      { error: 'must be an object, such as { "hasDirectCallingConsent": "sms" }' },
    ),
    {},
  ),
  phoneType: z._default(text('must be a kind of telephone, such as home'), 'home'),
  postalType: z._default(text('must be a kind of address, such as home'), 'home'),
  /** Which contact point is to be used first. */
  priorities: z._default(
    z.strictObject(
      {
        phone: z.optional(oneOf(['high', 'medium', 'low'])),
        email: z.optional(oneOf(['high', 'medium', 'low'])),
        postal: z.optional(oneOf(['high', 'medium', 'low'])),
      },
      { error: 'must be an object, such as { "phone": "high" }' },
    ),
    {},
  ),
  /** The longest value that a custom attribute takes, in characters. */
  attributeLength: z._default(wholeNumber(36, 1_000_000, 4_000), 4_000),
  tooLong: z._default(oneOf(['cut', 'attention']), 'cut'),
  ...destinationShape,
};

/** Everything about an eGain tenant. */
export const egainSchema = z.strictObject(shape, { error: 'must be an object with url' }).check(
  z.check(({ value, issues }) => {
    const mistakes = [...settingMistakes(value)];
    if (value.password === undefined && value.passwordFile === undefined) {
      const message = 'must be the password of the user; EGAIN_PASSWORD_FILE may name a file that holds it';
      mistakes.unshift({ path: ['password'], message });
    }
    for (const { path, message } of mistakes) {
      issues.push({ code: 'custom', path: [...path], message, input: undefined });
    }
  }),
);

export type EgainSettings = z.infer<typeof egainSchema>;

/** The names of the settings that a file may hold: no secrets. */
export const egainSettingNames = Object.keys(shape).filter((name) => name !== 'password');
