import { type Attribute, type Attributes, PLAIN_TEXT } from './attribute.ts';
import type { TypeName } from './resource-types.ts';

/**
 * The attributes that the tenant begins with. Names are from section 6 of the reference. Inferred are the other phones of
 * contacts, state and postal code, everything of contact points and attachments, and every length but those of
 * `Title`, `ProblemDescription`, `ObjectTypeCd`, `InteractionNumber` and the reference number.
 */
export const STANDARD_ATTRIBUTES: Readonly<Record<TypeName, Attributes>> = {
  contacts: {
    PartyId: id(),
    PartyNumber: computed(30),
    FirstName: text(150),
    LastName: text(150, { mandatory: true }),
    ContactName: computed(450),
    EmailAddress: text(320),
    AddressLine1: text(240),
    AddressLine2: text(240),
    City: text(60),
    State: text(60),
    PostalCode: text(60),
    Country: text(2, { refersTo: 'countries' }),
    ...phone('Mobile'),
    RawMobileNumber: computed(60),
    FormattedMobileNumber: computed(60),
    ...phone('WorkPhone'),
    ...phone('HomePhone'),
    SourceSystem: text(30, { refersTo: 'sourceSystems' }),
    SourceSystemReferenceValue: text(255),
    OwnerPartyNumber: text(30, { refersTo: 'resourceNumbers' }),
    AccountPartyNumber: text(30, { refersTo: 'accountNumbers' }),
    ...audit(),
  },
  contactPoints: {
    ContactPointId: id(),
    PartyNumber: computed(30),
    ContactPointType: text(30, { mandatory: true }),
    EmailAddress: text(320),
    PhoneType: text(30),
    PhoneCountryCode: text(10),
    PhoneAreaCode: text(10),
    PhoneNumber: text(40),
    ...audit(),
  },
  accounts: { PartyId: id(), PartyNumber: computed(30), OrganizationName: computed(360), ...audit() },
  queues: { QueueId: id(), QueueName: computed(400), ...audit() },
  serviceRequests: {
    SrId: id(),
    SrNumber: computed(30),
    Title: text(400, { mandatory: true }),
    ProblemDescription: text(1000),
    BUOrgId: reference('businessUnits', { mandatory: true }),
    PrimaryContactPartyId: reference('contacts'),
    AccountPartyId: reference('accounts'),
    SeverityCd: code('ORA_SVC_SR_SEVERITY_CD'),
    ChannelTypeCd: code('ORA_SVC_CHANNEL_TYPE_CD'),
    StatusCd: code('ORA_SVC_SR_STATUS_CD'),
    QueueId: reference('queues'),
    AssigneeResourceId: reference('resources'),
    SourceCd: text(30),
    SubmissionId_c: text(80),
    CdlType_c: text(80),
    HasCdl_c: { ...PLAIN_TEXT, type: 'boolean' },
    DrivingPreference_c: text(80),
    TruckType_c: text(80),
    ApplicationType_c: text(80),
    ApplicationSource_c: text(80),
    ...audit(),
  },
  srContacts: {
    MemberId: id(),
    SrId: id(),
    SrNumber: computed(30),
    PartyId: reference('contacts', { mandatory: true, allowChanges: 'inInsert' }),
    PrimaryContactFlag: flag(),
    ...audit(),
  },
  srResourceMembers: {
    MemberId: id(),
    SrId: id(),
    SrNumber: computed(30),
    ObjectId: reference('resources', { mandatory: true, allowChanges: 'inInsert' }),
    OwnerFlag: flag(),
    ...audit(),
  },
  messages: {
    MessageId: id(),
    SrId: id(),
    SrNumber: computed(30),
    MessageTypeCd: text(30),
    MessageContent: { ...PLAIN_TEXT, type: 'base64', mandatory: true },
    StatusCd: text(30),
    ChannelTypeCd: code('ORA_SVC_CHANNEL_TYPE_CD'),
    SourceCd: text(30),
    VisibilityCd: text(30),
    ...audit(),
  },
  attachments: {
    AttachedDocumentId: id(),
    DatatypeCode: code('FND_ATTACHMENT_DATATYPE', { mandatory: true }),
    FileName: text(2048),
    UploadedFileContentType: text(255),
    UploadedFileLength: id(),
    FileContents: { ...PLAIN_TEXT, type: 'base64', mandatory: true },
    CategoryName: text(30),
    Title: text(80),
    Description: text(255),
    ...audit(),
  },
  interactions: {
    InteractionId: id(),
    InteractionNumber: text(30, { allowChanges: 'inInsert' }),
    ParentInteractionId: id(),
    TopLevelFlag: computed(5),
    ChannelTypeCd: code('ORA_SVC_CHANNEL_TYPE_CD', { mandatory: true }),
    ChannelId: id(),
    ChannelDisplayName: computed(400),
    StatusCd: code('ORA_SVC_INTERACTION_STATUS_CD'),
    DirectionCd: code('ORA_SVC_DIRECTION_CD'),
    StripeCd: text(30),
    StartTime: { ...PLAIN_TEXT, type: 'datetime' },
    EndTime: { ...PLAIN_TEXT, type: 'datetime' },
    Description: text(null),
    AccountPartyId: reference('accounts'),
    ContactPartyId: reference('contacts'),
    QueueId: reference('queues'),
    OwnerResourceId: reference('resources'),
    OriginalSystemReference: text(255),
    Payload: { ...PLAIN_TEXT, type: 'base64' },
    ...audit(),
  },
  interactionReferences: {
    ReferenceId: id(),
    ReferenceNumber: computed(255),
    InteractionId: { ...PLAIN_TEXT, type: 'integer', allowChanges: 'inInsert' },
    InteractionNumber: text(30, { allowChanges: 'inInsert' }),
    ObjectTypeCd: code('ORA_SVC_IM_REF_OBJECT_TYPE_CD', { mandatory: true }),
    ObjectId: { ...PLAIN_TEXT, type: 'integer', mandatory: true },
    UpdateableFlag: { ...flag(), allowChanges: 'never' },
    DeleteableFlag: { ...flag(), allowChanges: 'never' },
    ...audit(),
  },
};

function text(maxLength: number | null, more: Partial<Attribute> = {}): Attribute {
  return { ...PLAIN_TEXT, maxLength, ...more };
}

function code(lookup: string, more: Partial<Attribute> = {}): Attribute {
  return text(30, { lookup, ...more });
}

function computed(maxLength: number): Attribute {
  return text(maxLength, { allowChanges: 'never' });
}

function id(): Attribute {
  return { ...PLAIN_TEXT, type: 'integer', allowChanges: 'never' };
}

function reference(refersTo: Attribute['refersTo'], more: Partial<Attribute> = {}): Attribute {
  return { ...PLAIN_TEXT, type: 'integer', refersTo, ...more };
}

function flag(): Attribute {
  return { ...PLAIN_TEXT, type: 'boolean' };
}

function phone(kind: string): Attributes {
  return {
    [`${kind}CountryCode`]: text(10),
    [`${kind}AreaCode`]: text(10),
    [`${kind}Number`]: text(40),
    [`${kind}Extension`]: text(20),
  };
}

function audit(): Attributes {
  return {
    CreatedBy: computed(64),
    CreationDate: { ...computed(64), type: 'datetime' },
    LastUpdatedBy: computed(64),
    LastUpdateDate: { ...computed(64), type: 'datetime' },
  };
}
