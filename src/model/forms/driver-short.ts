import type { ChoiceField, FormDefinition } from '../definition.ts';
import { englishLabels } from '../labels.ts';
import { regionCodes } from '../region-codes.ts';

/** A question with the options of the trade; those named in `unlisted` are accepted but not offered. */
const ofTheTrade = (key: keyof typeof englishLabels, ...unlisted: string[]): ChoiceField => ({
  key,
  kind: 'choice',
  required: true,
  options: Object.keys(englishLabels[key]).map((code) =>
    unlisted.includes(code) ? { code, unlisted: true } : { code },
  ),
});

/**
 * The short form, two minutes on a phone: enough for a recruiter to call back. Taps come first, typing after. Everything
 * that a browser can fill in by itself stands on one step, so that it does so at once.
 * Lease-purchase is not offered: carriers who want it say so with a preset.
 */
export const driverShort: FormDefinition = {
  name: 'driver-short',
  version: '1',
  steps: [
    {
      key: 'driving',
      fields: [
        ofTheTrade('application_type', 'LEASE_PURCHASE'),
        { key: 'has_cdl', kind: 'yes-no', required: true },
        { ...ofTheTrade('cdl_type', 'STUDENT', 'NONE'), when: { field: 'has_cdl', is: true } },
      ],
    },
    {
      key: 'preferences',
      fields: [ofTheTrade('driving_preference'), ofTheTrade('truck_type')],
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
        // As much as the recruiters' system takes.
        { key: 'email', kind: 'email', required: true, maxLength: 80, autocomplete: 'email' },
        { key: 'street', kind: 'text', maxLength: 240, autocomplete: 'address-line1' },
        { key: 'city', kind: 'text', maxLength: 80, autocomplete: 'address-level2' },
        {
          key: 'state',
          kind: 'choice',
          autocomplete: 'address-level1',
          groupedBy: 'country',
          options: Object.entries(regionCodes).flatMap(([group, codes]) =>
            codes.map((code) => ({ code, group })),
          ),
        },
        {
          key: 'postal_code',
          kind: 'postal-code',
          required: true,
          country: 'country',
          autocomplete: 'postal-code',
        },
        {
          key: 'country',
          kind: 'choice',
          autocomplete: 'country',
          options: Object.keys(regionCodes).map((code) => ({ code })),
        },
        { key: 'privacy', kind: 'notice' },
      ],
    },
    {
      key: 'review',
      review: true,
      fields: [
        {
          key: 'contact_time',
          kind: 'choice',
          options: ['now', 'morning', 'afternoon', 'evening', 'weekend'].map((code) => ({ code })),
        },
        { key: 'sms', kind: 'consent' },
        { key: 'terms', kind: 'consent', required: true, ifProvided: true },
      ],
    },
  ],
};
