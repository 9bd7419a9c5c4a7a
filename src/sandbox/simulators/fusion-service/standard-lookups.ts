/** Lookup codes with their meanings, by lookup type. */
export type Lookups = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The codes that the tenant begins with. From the reference are the type names of severity, channel, status and reference
 * object type, the five object types, and the codes ORA_SVC_SEV2, ORA_SVC_WEB, ORA_SVC_NEW, ORA_SVC_OPEN and
 * ORA_SVC_INBOUND; the others are inferred.
 */
export const STANDARD_LOOKUPS: Lookups = {
  ORA_SVC_SR_SEVERITY_CD: {
    ORA_SVC_SEV1: 'High',
    ORA_SVC_SEV2: 'Medium',
    ORA_SVC_SEV3: 'Low',
  },
  ORA_SVC_CHANNEL_TYPE_CD: {
    ORA_SVC_WEB: 'Web',
    ORA_SVC_EMAIL: 'Email',
    ORA_SVC_PHONE: 'Phone',
    ORA_SVC_CHAT: 'Chat',
  },
  ORA_SVC_SR_STATUS_CD: {
    ORA_SVC_NEW: 'New',
    ORA_SVC_INPROGRESS: 'In Progress',
    ORA_SVC_WAITING: 'Waiting',
    ORA_SVC_RESOLVED: 'Resolved',
    ORA_SVC_CLOSED: 'Closed',
  },
  ORA_SVC_SR_STATUS_TYPE_CD: {
    ORA_SVC_NEW: 'New',
    ORA_SVC_INPROGRESS: 'In Progress',
    ORA_SVC_RESOLVED: 'Resolved',
    ORA_SVC_CLOSED: 'Closed',
  },
  ORA_SVC_IM_REF_OBJECT_TYPE_CD: {
    SVC_SERVICE_REQUESTS: 'Service Request',
    SVC_WORK_ORDERS: 'Work Order',
    ZMM_ACTIVITIES: 'Activity',
    MOO_OPTY: 'Opportunity',
    MKL_LM_LEADS: 'Lead',
  },
  ORA_SVC_INTERACTION_STATUS_CD: { ORA_SVC_OPEN: 'Open', ORA_SVC_CLOSED: 'Closed' },
  ORA_SVC_DIRECTION_CD: { ORA_SVC_INBOUND: 'Inbound', ORA_SVC_OUTBOUND: 'Outbound' },
  FND_ATTACHMENT_DATATYPE: { FILE: 'File', TEXT: 'Text', WEB_PAGE: 'Web Page' },
};
