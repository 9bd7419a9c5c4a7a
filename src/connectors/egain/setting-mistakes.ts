import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import type { MappingMistake } from '../mapping/mapping-mistakes.ts';
import { type EgainObject, egainMapping } from './mapping-target.ts';

/** Settings that do not go with the mapping, or with each other. */
export interface Joined {
  readonly mapping: MappingChanges<EgainObject>;
  readonly submissionIdAttribute: string | null;
  readonly existingCustomer: 'attributes' | 'leave' | 'attention';
  readonly severalValues: boolean;
}

/** What is wrong with settings as they stand together; paths begin with the setting. */
export function settingMistakes({
  mapping,
  submissionIdAttribute,
  existingCustomer,
  severalValues,
}: Joined): MappingMistake[] {
  const path = ['submissionIdAttribute'];
  const forms = ['', ...Object.keys(mapping.forms ?? {})];
  const lines = forms.map((form) => Object.keys(mappingFor(egainMapping, form, mapping).attributes));
  if (submissionIdAttribute !== null) {
    const isFilled = lines.flat().includes(submissionIdAttribute);
    const message = 'is filled by a line of mapping.attributes too; give the id an attribute of its own';
    return isFilled ? [{ path, message }] : [];
  }
  if (existingCustomer === 'attention') {
    const message =
      'must be set where existingCustomer is attention, or a customer whose creation got no answer is taken for somebody else’s';
    return [{ path, message }];
  }
  if (existingCustomer === 'attributes' && !severalValues) {
    const message =
      'must be set where severalValues is false, or a repetition adds an application to the one value once more';
    return [{ path, message }];
  }
  const hasNothing = existingCustomer === 'attributes' && lines.some((each) => each.length === 0);
  const message =
    'must be set where mapping.attributes has no lines, or a customer who is there already gets nothing of an application';
  return hasNothing ? [{ path, message }] : [];
}
