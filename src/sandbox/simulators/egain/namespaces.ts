/** The XML namespaces that the API's documents are made of, by the word used for them here. */
export type NamespaceKey = 'customer' | 'contactPerson' | 'contactPoint' | 'common' | 'platform' | 'case';

const MODEL = 'http://bindings.egain.com/ws/model/v12/gen';

/** Their names as the vendor prints them. */
export const DEFAULT_NAMESPACES: Readonly<Record<NamespaceKey, string>> = {
  customer: `${MODEL}/interaction/customer`,
  contactPerson: `${MODEL}/interaction/contactperson`,
  contactPoint: `${MODEL}/interaction/contactpoint`,
  common: `${MODEL}/common`,
  platform: `${MODEL}/platform`,
  case: `${MODEL}/interaction/case`,
};

/** The prefixes in answers: numbered, as the vendor's are, so that no caller can go by them. */
export const PREFIXES: Readonly<Record<NamespaceKey, string>> = {
  platform: 'ns2',
  common: 'ns3',
  case: 'ns5',
  customer: 'ns7',
  contactPerson: 'ns8',
  contactPoint: 'ns9',
};
