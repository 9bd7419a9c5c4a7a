import type { CustomFields } from './custom-fields.ts';
import type { MenuValue } from './menus.ts';

/**
 * The menus of the simulated tenant. The ids of `Class A` and `Solo Driving` are those of the examples in circulation;
 * the other ids of the tenant's own fields are arbitrary.
 */
export const CONTACT_FIELDS: CustomFields = {
  has_cdl: { type: 'boolean' },
  cdl_type: {
    type: 'menu',
    values: menuFrom(96, ['Class A', 'Class B', 'Class C', 'Permit (CLP)', 'In CDL school', 'No CDL']),
  },
  driving_preference: {
    type: 'menu',
    values: menuFrom(14, [
      'Solo Driving',
      'Team Driving',
      'Team with Spouse/Partner',
      'Either',
      'With a Trainer',
    ]),
  },
};

/** The fields that the simulated tenant has added to incidents. */
export const INCIDENT_FIELDS: CustomFields = {
  application_type: {
    type: 'menu',
    values: menuFrom(201, [
      'Contractor Driver',
      'Owner-Operator',
      'Fleet Owner',
      'Driver for an Owner',
      'Company Driver',
      'Lease Purchase',
      'Student / Recent Graduate',
    ]),
  },
  truck_type: {
    type: 'menu',
    values: menuFrom(221, [
      'Cargo Van',
      'Sprinter Van',
      'Small Straight Truck',
      'Straight Truck',
      'Large Straight Truck',
      '16 ft Box Truck',
      '24 ft Box Truck',
      '26 ft Box Truck',
      'Tractor',
      'Tractor-Trailer',
      'Day Cab',
      'Sleeper',
      'Hotshot (pickup and trailer)',
      'Dump Truck',
      'Bus',
      'Other',
    ]),
  },
  application_source: {
    type: 'menu',
    values: menuFrom(251, [
      'CDL Job Now',
      'Company Website',
      'Google',
      'Facebook',
      'Instagram',
      'TikTok',
      'YouTube',
      'Indeed',
      'ZipRecruiter',
      'TruckersReport',
      'CDLjobs.com',
      'Tenstreet',
      'Randall-Reilly',
      'Radio',
      'Billboard',
      'Job Fair / Expedite Expo',
      'CDL School',
      'Driver Referral',
      'Recruiter Call',
      'Text Campaign',
      'Returning Driver',
      'Other',
    ]),
  },
  submission_id: { type: 'text', maxLength: 40 },
};

/**
 * The menus that every site has. Ids of the e-mail slots are those that clients use; those of phones, entry types and
 * content types are partly inferred from the order in which the vendor's portal lists them. Names are arbitrary.
 */
export const STANDARD_MENUS: Readonly<Record<string, readonly MenuValue[]>> = {
  'contacts/emails/addressType': menuFrom(0, ['Primary', 'Alternate 1', 'Alternate 2']),
  'contacts/phones/phoneType': menuFrom(0, [
    'Office',
    'Mobile',
    'Fax',
    'Assistant',
    'Home',
    'Alternate 1',
    'Alternate 2',
  ]),
  'contacts/contactType': menuFrom(1, ['Customer', 'Applicant']),
  'contacts/source': menuFrom(1, ['Console', 'Web form', 'API']),
  'incidents/statusWithType/status': [
    { id: 1, lookupName: 'Unresolved' },
    { id: 2, lookupName: 'Solved' },
    { id: 3, lookupName: 'Waiting' },
    { id: 8, lookupName: 'Updated' },
  ],
  'incidents/statusWithType/statusType': menuFrom(1, ['Unresolved', 'Solved', 'Waiting']),
  'incidents/severity': menuFrom(1, ['Low', 'Normal', 'High']),
  'incidents/queue': menuFrom(1, ['Unassigned', 'Recruiting', 'Safety']),
  'incidents/product': [
    { id: 7, lookupName: 'Driving' },
    { id: 8, lookupName: 'Over the Road', parent: 7 },
    { id: 9, lookupName: 'Regional', parent: 7 },
    { id: 10, lookupName: 'Warehouse' },
  ],
  'incidents/category': [
    { id: 3, lookupName: 'Application' },
    { id: 4, lookupName: 'Contractor Application', parent: 3 },
    { id: 5, lookupName: 'Question' },
  ],
  'incidents/disposition': [
    { id: 1, lookupName: 'Hired' },
    { id: 2, lookupName: 'Not Hired' },
    { id: 3, lookupName: 'Not Qualified', parent: 2 },
    { id: 4, lookupName: 'Withdrawn', parent: 2 },
  ],
  'incidents/assignedTo/staffGroup': menuFrom(9, ['Recruiters', 'Safety Department']),
  'incidents/source': [
    ...menuFrom(1, ['Console', 'Web form', 'API']),
    { id: 4, lookupName: 'Connect REST', parent: 3 },
    { id: 5, lookupName: 'Connect PHP', parent: 3 },
  ],
  'incidents/chatQueue': menuFrom(1, ['General']),
  'incidents/threads/entryType': menuFrom(1, [
    'Private Note',
    'Staff Response',
    'Customer Entry',
    'Customer Proxy',
  ]),
  'incidents/threads/channel': [...menuFrom(1, ['Phone', 'Web', 'Chat']), { id: 9, lookupName: 'Email' }],
  'incidents/threads/contentType': menuFrom(1, ['text/plain', 'text/html']),
};

/** Menus whose values stand below one another and which `namedIDHierarchies` lists besides. */
export const HIERARCHICAL_MENUS: readonly string[] = ['incidents/source'];

/** Menus whose values are objects with addresses of their own, by the collection that lists them. */
export const MENU_COLLECTIONS = {
  serviceProducts: { singular: 'serviceProduct', menu: 'incidents/product' },
  serviceCategories: { singular: 'serviceCategory', menu: 'incidents/category' },
  serviceDispositions: { singular: 'serviceDisposition', menu: 'incidents/disposition' },
} as const;

function menuFrom(firstId: number, names: readonly string[]): MenuValue[] {
  return names.map((lookupName, index) => ({ id: firstId + index, lookupName }));
}
