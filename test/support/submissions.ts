import { randomUUID } from 'node:crypto';
import type { Answers } from '../../src/model/definition.ts';

/** The body of `POST /v1/applications` for an invented driver; `answers` replace single ones, undefined removes them. */
export function buildSubmission(
  answers: Record<string, unknown> = {},
  envelope: Record<string, unknown> = {},
): { id: string; answers: Answers; [key: string]: unknown } {
  const all = {
    first_name: 'Craig',
    last_name: 'Daniels',
    email: 'craig.daniels@example.com',
    phone: '720-555-0113',
    street: '110 Main St',
    city: 'Denver',
    state: 'CO',
    postal_code: '80207',
    country: 'US',
    has_cdl: true,
    cdl_type: 'A',
    driving_preference: 'SOLO',
    application_type: 'CONTRACTOR',
    truck_type: 'STRAIGHT',
    ...answers,
  };
  const given = Object.entries(all).filter(([, answer]) => answer !== undefined);
  return {
    id: randomUUID(),
    form: 'driver-short',
    formVersion: '1',
    language: 'en',
    answers: Object.fromEntries(given) as Answers,
    attribution: { application_source: 'CDL Job Now' },
    consents: [],
    ...envelope,
  };
}
