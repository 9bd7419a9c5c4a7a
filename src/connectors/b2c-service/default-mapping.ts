import { englishLabels } from '../../model/labels.ts';
import type { Mapping, Source } from '../mapping/mapping.ts';

const menu = (field: keyof typeof englishLabels): Source => ({
  from: `answers.${field}`,
  names: englishLabels[field],
});

/** How a driver's application becomes a contact and an incident, unless the configuration says otherwise. */
export const defaultMapping: Mapping<'contact' | 'incident'> = {
  contact: {
    'name.first': 'answers.first_name',
    'name.last': 'answers.last_name',
    'emails.0.address': 'answers.email',
    'emails.0.addressType.id': { constant: 0 },
    'phones.0.number': 'answers.phone',
    'phones.0.phoneType.id': { constant: 1 },
    'address.street': 'answers.street',
    'address.city': 'answers.city',
    'address.postalCode': 'answers.postal_code',
    'address.stateOrProvince.lookupName': 'answers.state',
    'address.country.lookupName': 'answers.country',
    'customFields.c.has_cdl': 'answers.has_cdl',
    'customFields.c.cdl_type.lookupName': menu('cdl_type'),
    'customFields.c.driving_preference.lookupName': menu('driving_preference'),
  },
  incident: {
    subject: { template: 'Application - {application_type}' },
    'threads.0.text': { template: '{application}' },
    // A customer's own words, as plain text.
    'threads.0.entryType.id': { constant: 3 },
    'threads.0.contentType.id': { constant: 1 },
    'customFields.c.application_type.lookupName': menu('application_type'),
    'customFields.c.truck_type.lookupName': menu('truck_type'),
    'customFields.c.application_source.lookupName': 'attribution.application_source',
  },
};
