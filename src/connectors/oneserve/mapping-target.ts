import type { Mapping, MappingTarget } from '../mapping/mapping.ts';
import { type SlotOptions, slotsIn } from './contact-slots.ts';
import type { LengthUnit } from './field-value.ts';
import { jointDefects, lineDefects } from './line-defects.ts';

export type OneserveObject = 'contact';

export interface TargetOptions extends SlotOptions {
  /** What stands as the salutation, without which no contact is taken. Default: `-`. */
  readonly salutation?: string | undefined;
  /** What the vendor's lengths count. Default: `characters`. */
  readonly lengthsIn?: LengthUnit | undefined;
}

/**
 * What a mapping to Oneserve fills: one contact. The vendor's fields are the same everywhere, so a line for one that does
 * not exist, or whose value cannot fit, is a mistake whatever the tenant. There are no fields of an operator's own, so
 * every text is text for people, and what is sensitive goes nowhere.
 */
export function oneserveMapping(options: TargetOptions = {}): MappingTarget<OneserveObject> {
  return {
    objects: ['contact'],
    defaults: defaultMapping(options),
    exampleLine: 'address3 or locations.0.locationRef',
    isTextForPeople: () => true,
    lineMistakes: (_, line, source) =>
      lineDefects(line, source, options.lengthsIn ?? 'characters').map(({ path, problem }) => ({
        path,
        message: problem,
      })),
    jointMistakes: (mapping) =>
      jointDefects(mapping.contact)
        .filter(({ severity }) => severity === 'error')
        .map(({ path, problem }) => ({ path: ['contact', ...path], message: problem })),
  };
}

/** How a driver's application becomes a contact, unless the configuration says otherwise. */
function defaultMapping(options: TargetOptions): Mapping<OneserveObject> {
  const { phoneSlot, emailSlot, phoneType, emailType, preferredContact } = slotsIn(options);
  return {
    contact: {
      salutation: { constant: options.salutation ?? '-' },
      forename: 'answers.first_name',
      surname: 'answers.last_name',
      ...(phoneSlot && {
        [`contact${phoneSlot}`]: 'answers.phone',
        [`contact${phoneSlot}Type`]: { constant: phoneType },
      }),
      ...(emailSlot && {
        [`contact${emailSlot}`]: 'answers.email',
        [`contact${emailSlot}Type`]: { constant: emailType },
      }),
      preferredContact: { constant: preferredContact },
      address1: 'answers.street',
      // There are no fields for city, state and country.
      address2: { template: '{answers.city}, {answers.state}' },
      postCode: 'answers.postal_code',
      notes: { template: '{application}' },
    },
  };
}
