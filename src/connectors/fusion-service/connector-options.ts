import type { FormDefinition } from '../../model/definition.ts';
import type { MappingChanges } from '../mapping/mapping.ts';
import type { AttachmentNames } from './attachments.ts';
import type { FusionServiceClientOptions } from './client.ts';
import type { SeveralContacts } from './contacts.ts';
import type { FilterOptions } from './filter.ts';
import type { FusionObject } from './mapping-target.ts';

/** What a connector to Fusion Service can be told. What the vendor leaves open is a setting with a default. */
export interface FusionServiceConnectorOptions extends FusionServiceClientOptions, FilterOptions {
  /** The forms whose applications are delivered; they say which answers are sensitive. Default: the built-in ones. */
  readonly definitions?: readonly FormDefinition[] | undefined;
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges<FusionObject> | undefined;
  /**
   * What an application becomes: a service request with an interaction that refers to it, or an interaction alone.
   * Default: `service-request`.
   */
  readonly records?: 'service-request' | 'interaction' | undefined;
  /**
   * The custom attribute of service requests that carries the submission's id. Null where the site has none: then the
   * title carries the id at its end, and is searched with `LIKE`. Default: `SubmissionId_c`.
   */
  readonly submissionIdField?: string | null | undefined;
  /** The attribute of interactions that carries the submission's id; null for none. Default: `OriginalSystemReference`. */
  readonly interactionKey?: string | null | undefined;
  /** Whether the reference to the service request goes out with the interaction or after it. Default: `inline`. */
  readonly references?: 'inline' | 'child' | undefined;
  /** What the site calls a service request in a reference. Default: `SVC_SERVICE_REQUESTS`. */
  readonly referenceType?: string | undefined;
  /** Which contact is taken when several have the address. Default: `newest`. */
  readonly severalContacts?: SeveralContacts | undefined;
  /** Whether an address that is not found as it is, is looked for in capitals too. Default: `exact`. */
  readonly emailLookup?: 'exact' | 'any-case' | undefined;
  /** Lines of the contact's mapping by which a contact that is there already is brought up to date. Default: none. */
  readonly updateExisting?: readonly string[] | undefined;
  /**
   * The code of a source system that is registered at the site: contacts then carry it, and the e-mail address as the
   * value of their reference there. Default: none.
   */
  readonly sourceSystem?: string | null | undefined;
  /** Whether contacts are created with `Upsert-Mode: true`, which only `sourceSystem` makes meaningful. Default: false. */
  readonly upsertContacts?: boolean | undefined;
  /** The service business unit of service requests, in digits. Default: the site's own. */
  readonly buOrgId?: string | undefined;
  /** The queue of service requests, in digits. Default: the site's own. */
  readonly queueId?: string | undefined;
  /** `SeverityCd` of service requests. Default: the site's own. */
  readonly severity?: string | null | undefined;
  /** `StatusCd` of service requests. Default: the site's own. */
  readonly status?: string | null | undefined;
  /** `SourceCd` of service requests and messages. Default: none. */
  readonly sourceCode?: string | null | undefined;
  /** `ChannelTypeCd` of everything that is created; null leaves it out where it may be. Default: `ORA_SVC_WEB`. */
  readonly channelType?: string | null | undefined;
  /** Whether the whole application goes on the service request as a message. Default: true. */
  readonly message?: boolean | undefined;
  /** `MessageTypeCd`. Default: `ORA_SVC_CUSTOMER_ENTRY`. */
  readonly messageType?: string | undefined;
  /** `StatusCd` of the message. Default: `ORA_SVC_READY`. */
  readonly messageStatus?: string | null | undefined;
  /** `VisibilityCd` of the message. Default: the site's own. */
  readonly messageVisibility?: string | null | undefined;
  /** Whether the message is plain text, or HTML with a break after each line. Default: `text`. */
  readonly messageFormat?: 'text' | 'html' | undefined;
  /** Whether the site is asked to assign the service request to a queue by its rules. Default: false. */
  readonly assignQueue?: boolean | undefined;
  /** The child of service requests that holds attachments; null where files stay in the proxy. Default: `Attachment`. */
  readonly attachmentChild?: string | null | undefined;
  /** `CategoryName` of attachments. Default: `MISC`. */
  readonly attachmentCategory?: string | undefined;
  /** What the attributes of an attachment are called. Default: as the framework has them elsewhere. */
  readonly attachmentNames?: Partial<Record<keyof AttachmentNames, string | undefined>> | undefined;
  /** The longest texts by place, such as `serviceRequest.Title`, over those that are known. Default: none. */
  readonly lengths?: Readonly<Record<string, number>> | undefined;
  /** Places that must have a value. Default: `contact.LastName`, `serviceRequest.Title`. */
  readonly required?: readonly string[] | undefined;
  /** Whether parts of an address go out only with a country. Default: true. */
  readonly addressNeedsCountry?: boolean | undefined;
  /** What becomes of text that is longer than that. Default: `cut`, since the message has all of it. */
  readonly tooLong?: 'cut' | 'attention' | undefined;
  /**
   * The e-mail address or the PartyNumber of a contact that is known to be there: read by the check, and before an
   * application is created that an earlier attempt may have brought. Default: none.
   */
  readonly knownRecord?: string | null | undefined;
  /** The same for service requests: the SrNumber of one. Default: none. */
  readonly knownServiceRequest?: string | null | undefined;
  /** The same for interactions: the InteractionNumber of one. Default: none. */
  readonly knownInteraction?: string | null | undefined;
}
