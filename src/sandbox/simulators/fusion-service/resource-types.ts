/** The kinds of rows. */
export const TYPE_NAMES = [
  'contacts',
  'contactPoints',
  'accounts',
  'queues',
  'serviceRequests',
  'srContacts',
  'srResourceMembers',
  'messages',
  'attachments',
  'interactions',
  'interactionReferences',
] as const;

/** A kind of rows; the name is this simulator's where the vendor's is ambiguous. */
export type TypeName = (typeof TYPE_NAMES)[number];

/** How rows of a kind are reached and what they have below them. */
export interface ResourceType {
  /** What one row is called in messages. */
  title: string;
  /** The attribute with the number that the system counts. */
  id: string;
  /** The attribute with what stands in a row's path; null where that is an opaque text. */
  key: string | null;
  /** Whether rows can be created, changed and deleted. */
  isWritable: boolean;
  /** Collections below a row by name: rows of their own, rows of elsewhere that have to do with it, or none ever. */
  children: Readonly<Record<string, Child>>;
}

/** A collection below a row. */
export type Child =
  | { kind: 'rows'; type: TypeName }
  | { kind: 'view'; type: TypeName; of: 'interactions about it' | 'interactions below it' }
  | { kind: 'none' };

const rows = (type: TypeName): Child => ({ kind: 'rows', type });
const NONE: Child = { kind: 'none' };

/**
 * The kinds of rows. Keys as in section 1 of the reference; that a child's key is opaque is documented for
 * interaction references, and inferred for the others.
 */
export const RESOURCE_TYPES: Readonly<Record<TypeName, ResourceType>> = {
  contacts: {
    title: 'contact',
    id: 'PartyId',
    key: 'PartyNumber',
    isWritable: true,
    children: { ContactPoint: rows('contactPoints') },
  },
  contactPoints: leaf('contact point', 'ContactPointId', 'ContactPointId'),
  accounts: { ...leaf('account', 'PartyId', 'PartyNumber'), isWritable: false },
  queues: { ...leaf('queue', 'QueueId', 'QueueId'), isWritable: false },
  serviceRequests: {
    title: 'service request',
    id: 'SrId',
    key: 'SrNumber',
    isWritable: true,
    children: {
      contacts: rows('srContacts'),
      resourceMembers: rows('srResourceMembers'),
      messages: rows('messages'),
      Attachment: rows('attachments'),
      interactions: { kind: 'view', type: 'interactions', of: 'interactions about it' },
    },
  },
  srContacts: leaf('service request contact', 'MemberId', null),
  srResourceMembers: leaf('service request resource member', 'MemberId', null),
  messages: {
    title: 'message',
    id: 'MessageId',
    key: 'MessageId',
    isWritable: true,
    children: { Attachment: rows('attachments') },
  },
  attachments: leaf('attachment', 'AttachedDocumentId', null),
  interactions: {
    title: 'interaction',
    id: 'InteractionId',
    key: 'InteractionId',
    isWritable: true,
    children: {
      childInteractions: { kind: 'view', type: 'interactions', of: 'interactions below it' },
      interactionReferences: rows('interactionReferences'),
      InteractionData: NONE,
      InteractionParticipants: NONE,
      smartActions: NONE,
    },
  },
  interactionReferences: leaf('interaction reference', 'ReferenceId', null),
};

/** The kinds whose collections stand at the root. */
export const ROOT_TYPES = ['contacts', 'accounts', 'queues', 'serviceRequests', 'interactions'] as const;

/** A kind whose collection stands at the root. */
export type RootType = (typeof ROOT_TYPES)[number];

function leaf(title: string, id: string, key: string | null): ResourceType {
  return { title, id, key, isWritable: true, children: {} };
}
