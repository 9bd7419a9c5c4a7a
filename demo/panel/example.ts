import type { Answers } from '../../src/model/definition.ts';

/** An invented driver. Sent twice, the second application finds the contact that the first one made. */
export const example: Answers = {
  application_type: 'CONTRACTOR',
  has_cdl: true,
  cdl_type: 'A',
  driving_preference: 'SOLO',
  truck_type: 'STRAIGHT',
  first_name: 'Craig',
  last_name: 'Daniels',
  phone: '720-555-0113',
  email: 'craig.daniels@example.com',
  street: '110 Main St',
  city: 'Denver',
  state: 'CO',
  postal_code: '80207',
  country: 'US',
};
