import type { Mapping, MappingTarget } from '../mapping/mapping.ts';
import type { MappingMistake } from '../mapping/mapping-mistakes.ts';
import { defaultMapping } from './default-mapping.ts';

export type B2cObject = 'contact' | 'incident';

/** What a mapping to a B2C Service site fills, and what holds for its lines whatever the site. */
export const b2cServiceMapping: MappingTarget<B2cObject> = {
  objects: ['contact', 'incident'],
  defaults: defaultMapping,
  exampleLine: 'customFields.c.cdl_type.lookupName',
  knowsMenus: true,
  // The subject, the thread, a note.
  isTextForPeople: (line) => /^(subject$|threads\.|notes\.)/.test(line),

  lineMistakes(object, line, source) {
    if (object === 'incident' && (line === 'primaryContact' || line.startsWith('primaryContact.'))) {
      return [{ path: [], message: 'is filled with the contact that was found or made; leave it out' }];
    }
    const wrongId =
      source !== null &&
      typeof source === 'object' &&
      'constant' in source &&
      line.endsWith('.id') &&
      !Number.isSafeInteger(source.constant);
    return wrongId
      ? [{ path: ['constant'], message: 'must be a whole number, since the line ends in .id' }]
      : [];
  },

  jointMistakes: (mapping) => [...unfindable(mapping), ...twiceNamed(mapping)],
};

function unfindable({ contact }: Mapping<B2cObject>): MappingMistake[] {
  if (Object.keys(contact).some((line) => /^emails\.\d+\.address$/.test(line))) return [];
  const message =
    'has no line for emails.0.address, by which contacts are found; applications would make a new one each time';
  return [{ path: ['contact'], message }];
}

function twiceNamed(mapping: Mapping<B2cObject>): MappingMistake[] {
  return b2cServiceMapping.objects.flatMap((object) =>
    Object.keys(mapping[object])
      .filter(
        (line) => line.endsWith('.id') && Object.hasOwn(mapping[object], line.replace(/id$/, 'lookupName')),
      )
      .map((line) => ({
        path: [object, line],
        message: 'has a line for .lookupName beside it; set one of the two to null',
      })),
  );
}
