import type { Mapping } from '../mapping/mapping.ts';

/**
 * How a driver's application becomes a contact, a service request and an interaction, unless the configuration says
 * otherwise. Codes such as channel and severity are settings; custom attributes are a site's own.
 */
export const defaultMapping: Mapping<'contact' | 'serviceRequest' | 'interaction'> = {
  contact: {
    FirstName: 'answers.first_name',
    LastName: 'answers.last_name',
    EmailAddress: 'answers.email',
    MobileNumber: 'answers.phone',
    // Every number that a form takes is one of the North American Numbering Plan.
    MobileCountryCode: { constant: '1' },
    AddressLine1: 'answers.street',
    City: 'answers.city',
    State: 'answers.state',
    PostalCode: 'answers.postal_code',
    Country: 'answers.country',
  },
  serviceRequest: {
    Title: { template: 'Application - {application_type}' },
    ProblemDescription: { template: '{application}' },
  },
  interaction: {
    DirectionCd: { constant: 'ORA_SVC_INBOUND' },
    Description: { template: '{application}' },
  },
};
