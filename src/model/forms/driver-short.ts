import {
  applicationTypes,
  canadianProvinces,
  cdlTypes,
  countries,
  drivingPreferences,
  truckTypes,
  usStates,
} from '../codes.ts';
import type { FormDefinition, OptionDefinition } from '../definition.ts';

/** Options in the order given; those named in `unlisted` are accepted but not offered. */
function options(codes: readonly string[], unlisted: readonly string[] = []): OptionDefinition[] {
  return codes.map((code) => (unlisted.includes(code) ? { code, unlisted: true } : { code }));
}

/**
 * The short form, two minutes on a phone: enough for a recruiter to call back. Taps come first, typing after.
 * Lease-purchase is not offered: carriers who want it say so with a preset.
 */
export const driverShort: FormDefinition = {
  name: 'driver-short',
  version: '1',
  steps: [
    {
      key: 'driving',
      fields: [
        {
          key: 'application_type',
          kind: 'choice',
          required: true,
          options: options(applicationTypes, ['LEASE_PURCHASE']),
        },
        { key: 'has_cdl', kind: 'yes-no', required: true },
        {
          key: 'cdl_type',
          kind: 'choice',
          required: true,
          when: { field: 'has_cdl', is: true },
          options: options(cdlTypes, ['STUDENT', 'NONE']),
        },
        { key: 'driving_preference', kind: 'choice', required: true, options: options(drivingPreferences) },
        { key: 'truck_type', kind: 'choice', required: true, options: options(truckTypes) },
      ],
    },
    {
      key: 'contact',
      fields: [
        {
          key: 'first_name',
          kind: 'text',
          required: true,
          maxLength: 80,
          format: 'name',
          autocomplete: 'given-name',
        },
        {
          key: 'last_name',
          kind: 'text',
          required: true,
          maxLength: 80,
          format: 'name',
          autocomplete: 'family-name',
        },
        { key: 'phone', kind: 'tel', required: true, autocomplete: 'tel' },
        { key: 'email', kind: 'email', required: true, autocomplete: 'email' },
      ],
    },
    {
      key: 'address',
      fields: [
        { key: 'street', kind: 'text', maxLength: 240, autocomplete: 'address-line1' },
        { key: 'city', kind: 'text', maxLength: 80, autocomplete: 'address-level2' },
        {
          key: 'state',
          kind: 'choice',
          autocomplete: 'address-level1',
          groupedBy: 'country',
          options: [
            ...usStates.map((code) => ({ code, group: 'US' })),
            ...canadianProvinces.map((code) => ({ code, group: 'CA' })),
          ],
        },
        {
          key: 'postal_code',
          kind: 'postal-code',
          required: true,
          country: 'country',
          autocomplete: 'postal-code',
        },
        { key: 'country', kind: 'choice', autocomplete: 'country', options: options(countries) },
        { key: 'sms', kind: 'consent' },
      ],
    },
  ],
};
