import * as z from 'zod/mini';
import { defaultRequired } from '../../connectors/fusion-service/limits.ts';
import { fusionServiceMapping } from '../../connectors/fusion-service/mapping-target.ts';
import { settingMistakes } from '../../connectors/fusion-service/setting-mistakes.ts';
import { matching, oneOf, secureUrl, text, wholeNumber, yesNo } from '../settings-checks.ts';
import { destinationShape, mappingSetting } from './common-settings.ts';
import { signInMistakes } from './sign-in-mistakes.ts';

const siteUrl = secureUrl(
  'must be the address of your pod, such as https://example.fa.us2.oraclecloud.com',
  'must not contain the credentials; put them into FUSION_USERNAME and FUSION_PASSWORD',
).check(
  z.refine((given: string) => !/[?#]/.test(given), {
    error: 'must not contain ? or #; paths are added to it',
    abort: true,
  }),
  z.refine((given: string) => !/\/(crmRestApi|resources)(\/|$)/i.test(given), {
    error: 'must be the address of the pod alone; /crmRestApi/resources and the version are added to it',
  }),
);

/** An id of 64 bits in digits. As a number only where JSON keeps every digit. */
const id = (of: string) => {
  const error = `must be the id of ${of} in digits, in quotes where it has more than 15`;
  return z.pipe(
    z.transform((given: unknown) => (Number.isSafeInteger(given) ? String(given) : given)),
    matching(/^[1-9]\d{0,18}$/, error),
  );
};

const codeOf = (what: string, example: string) =>
  matching(/^\w{1,30}$/, `must be ${what}, a code of up to 30 letters such as ${example}`);

const attribute = (example: string) =>
  matching(/^[A-Z]\w*$/, `must be the name of an attribute, such as ${example}; custom ones end in _c`);

/** The name of a record, as it can be put into a filter. */
const known = (what: string) =>
  z._default(z.nullable(matching(/^[^\p{Cc};"\\]+$/u, `must be ${what}`)), null);

const mediaType = matching(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/json');

const shape = {
  siteUrl,
  /** The version in the path. */
  version: z._default(
    matching(/^\d+(\.\d+){3}$|^latest$/, 'must be a version such as 11.13.18.05'),
    '11.13.18.05',
  ),
  /** `REST-Framework-Version`; null leaves it to the server. */
  frameworkVersion: z._default(z.nullable(wholeNumber(1, 9, 9)), 9),
  /** `Metadata-Context`, such as `sandbox="Name"`. */
  metadataContext: z.optional(matching(/^[\x20-\x7e]+$/, 'must be a context such as sandbox="Name"')),
  /** The media type of what is written. */
  contentType: z._default(mediaType, 'application/json'),
  /** The media type of actions. */
  actionContentType: z._default(mediaType, 'application/vnd.oracle.adf.action+json'),

  /** The integration user. */
  username: z.optional(
    matching(
      /^[^:]+$/,
      'must be the name of the integration user, without a colon, which Basic authentication cannot carry',
    ),
  ),
  /** Its password. */
  password: z.optional(text('must be the password of the integration user')),
  /** A file that holds it. */
  passwordFile: z.optional(text('must be the path of a file')),
  /** Where the identity provider gives tokens. */
  oauthTokenUrl: z.optional(
    secureUrl(
      'must be the address where the identity provider gives tokens, such as https://id.example.com/token',
      'must not contain the credentials; put them into FUSION_OAUTH_CLIENT_ID and FUSION_OAUTH_CLIENT_SECRET',
    ),
  ),
  /** The id under which it knows this proxy. */
  oauthClientId: z.optional(text('must be the id under which the identity provider knows this proxy')),
  /** The secret of that id. */
  oauthClientSecret: z.optional(text('must be the secret of the client id')),
  /** A file that holds it. */
  oauthClientSecretFile: z.optional(text('must be the path of a file')),
  /** The scope to ask for. */
  oauthScope: z.optional(text('must be the scope that the identity provider wants to be asked for')),

  /** What an application becomes: a service request with an interaction, or an interaction alone. */
  records: z._default(oneOf(['service-request', 'interaction']), 'service-request'),
  /** The custom attribute of service requests that carries the submission's id; null: the title does. */
  submissionIdField: z._default(z.nullable(attribute('SubmissionId_c')), 'SubmissionId_c'),
  /** The attribute of interactions that carries the submission's id; null for none. */
  interactionKey: z._default(z.nullable(attribute('OriginalSystemReference')), 'OriginalSystemReference'),
  /** Whether the reference to the service request goes out with the interaction or after it. */
  references: z._default(oneOf(['inline', 'child']), 'inline'),
  /** `ObjectTypeCd` of that reference. */
  referenceType: z._default(
    codeOf('the type of the reference', 'SVC_SERVICE_REQUESTS'),
    'SVC_SERVICE_REQUESTS',
  ),
  mapping: mappingSetting(fusionServiceMapping),

  /** Which contact is taken when several have the address. */
  severalContacts: z._default(oneOf(['newest', 'oldest', 'attention']), 'newest'),
  /** Whether an address that is not found as it is, is looked for in capitals too. */
  emailLookup: z._default(oneOf(['exact', 'any-case']), 'exact'),
  /** How a quote in an address is written into a filter: twice, or as a wildcard. */
  quotes: z._default(oneOf(['doubled', 'wildcard']), 'doubled'),
  /** What stands for any text in `LIKE`. */
  wildcard: z._default(z.enum(['*', '%'], { error: 'must be * or %' }), '*'),
  /** Lines of the contact's mapping that bring a contact up to date that is there already. */
  updateExisting: z._default(z.array(z.string(), { error: 'must list lines of mapping.contact' }), []),
  /** A registered source system under which contacts carry their e-mail address. */
  sourceSystem: z._default(z.nullable(codeOf('a source system', 'APPLICANT_INTAKE')), null),
  /** Whether contacts are created with `Upsert-Mode: true`. */
  upsertContacts: z._default(yesNo, false),

  /** `BUOrgId` of service requests. */
  buOrgId: z.optional(id('the service business unit')),
  /** `QueueId` of service requests. */
  queueId: z.optional(id('a queue')),
  /** `SeverityCd` of service requests. */
  severity: z._default(z.nullable(codeOf('a severity', 'ORA_SVC_SEV2')), null),
  /** `StatusCd` of service requests. */
  status: z._default(z.nullable(codeOf('a status', 'ORA_SVC_NEW')), null),
  /** `SourceCd` of service requests and messages. */
  sourceCode: z._default(z.nullable(codeOf('a source', 'ORA_SVC_WEB')), null),
  /** `ChannelTypeCd` of everything that is created. */
  channelType: z._default(z.nullable(codeOf('a channel', 'ORA_SVC_WEB')), 'ORA_SVC_WEB'),
  /** Whether the site is asked to assign the service request to a queue by its rules. */
  assignQueue: z._default(yesNo, false),

  /** Whether the whole application goes on the service request as a message. */
  message: z._default(yesNo, true),
  /** `MessageTypeCd`. */
  messageType: z._default(codeOf('a type of message', 'ORA_SVC_CUSTOMER_ENTRY'), 'ORA_SVC_CUSTOMER_ENTRY'),
  /** `StatusCd` of the message. */
  messageStatus: z._default(z.nullable(codeOf('a status of messages', 'ORA_SVC_READY')), 'ORA_SVC_READY'),
  /** `VisibilityCd` of the message. */
  messageVisibility: z._default(z.nullable(codeOf('a visibility', 'ORA_SVC_INTERNAL')), null),
  /** Plain text, or HTML with a break after each line. */
  messageFormat: z._default(oneOf(['text', 'html']), 'text'),

  /** The child of service requests that holds attachments; null: files stay in the proxy. */
  attachmentChild: z._default(
    z.nullable(matching(/^\w+$/, 'must be the name of a child, such as Attachment')),
    'Attachment',
  ),
  /** `CategoryName` of attachments. */
  attachmentCategory: z._default(matching(/^\w+$/, 'must be a category such as MISC'), 'MISC'),
  /** What the attributes of an attachment are called. */
  attachmentNames: z._default(
    z.partial(
      z.strictObject({
        datatype: attribute('DatatypeCode'),
        fileName: attribute('FileName'),
        contentType: attribute('UploadedFileContentType'),
        contents: attribute('FileContents'),
        category: attribute('CategoryName'),
        title: attribute('Title'),
      }),
    ),
    {},
  ),

  /** The longest texts by place, over those that are known. */
  lengths: z._default(
    z.record(z.string(), wholeNumber(1, 1_000_000, 1_000), {
      error: 'must be an object of places and lengths',
    }),
    {},
  ),
  /** Places that must have a value. */
  required: z._default(z.array(z.string(), { error: 'must list places such as contact.LastName' }), [
    ...defaultRequired,
  ]),
  /** Whether parts of an address go out only with a country. */
  addressNeedsCountry: z._default(yesNo, true),
  /** What becomes of text that is longer than the site takes. */
  tooLong: z._default(oneOf(['cut', 'attention']), 'cut'),
  /** The e-mail address or PartyNumber of a contact that is known to be there. */
  knownRecord: known('an e-mail address or a PartyNumber'),
  /** The SrNumber of a service request that is known to be there. */
  knownServiceRequest: known('an SrNumber, such as SR0000012345'),
  /** The InteractionNumber of an interaction that is known to be there. */
  knownInteraction: known('an InteractionNumber, in quotes'),

  ...destinationShape,
  /** How many calls a second the site gets at the most; the vendor names no limit. */
  requestsPerSecond: z._default(wholeNumber(1, 1_000, 10), 10),
};

/** Everything about a Fusion Service pod. One way to sign in has to be there, and only one. */
export const fusionServiceSchema = z.strictObject(shape, { error: 'must be an object with siteUrl' }).check(
  z.check(({ value, issues }) => {
    for (const { path, message } of [...signInMistakes(value, 'FUSION'), ...settingMistakes(value)]) {
      issues.push({ code: 'custom', path: [...path], message, input: undefined });
    }
  }),
);

/** All settings of a pod, the secrets beside those that a file may hold. */
export type FusionServiceSettings = z.infer<typeof fusionServiceSchema>;

/** The names of the settings that a file may hold: no secrets. */
export const fusionServiceSettingNames = Object.keys(shape).filter(
  (name) => !['password', 'oauthClientSecret'].includes(name),
);
