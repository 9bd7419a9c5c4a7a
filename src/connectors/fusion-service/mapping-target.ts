import type { Mapping, MappingTarget, Source } from '../mapping/mapping.ts';
import type { MappingMistake } from '../mapping/mapping-mistakes.ts';
import { defaultMapping } from './default-mapping.ts';

export type FusionObject = 'contact' | 'serviceRequest' | 'interaction';

/** Object → the resource that it is created in. */
export const resourceOf: Readonly<Record<FusionObject, string>> = {
  contact: 'contacts',
  serviceRequest: 'serviceRequests',
  interaction: 'interactions',
};

/** What the delivery itself fills, and with what. */
const filled: Readonly<Record<string, string>> = {
  'serviceRequest.PrimaryContactPartyId': 'the contact that was found or made',
  'interaction.ContactPartyId': 'the contact that was found or made',
  'interaction.interactionReferences': 'the service request',
  'contact.SourceSystem': 'what sourceSystem says',
  'contact.SourceSystemReferenceValue': 'what sourceSystem says',
};

/** What the site gives its rows itself. */
const given: ReadonlySet<string> = new Set([
  'contact.PartyId',
  'contact.PartyNumber',
  'contact.ContactName',
  'contact.RawMobileNumber',
  'contact.FormattedMobileNumber',
  'serviceRequest.SrId',
  'serviceRequest.SrNumber',
  'interaction.InteractionId',
]);

/** Whether the site or the delivery gives an attribute its value, so that nothing else can stand there. */
export const isTaken = (object: FusionObject, name: string): boolean =>
  Object.hasOwn(filled, `${object}.${name}`) || given.has(`${object}.${name}`);

/** Whether an attribute holds an id of 64 bits, by its name. */
export const isId = (name: string): boolean => /Id$/.test(name);

/** What a mapping to a Fusion Service pod fills, and what holds for its lines whatever the site. */
export const fusionServiceMapping: MappingTarget<FusionObject> = {
  objects: ['contact', 'serviceRequest', 'interaction'],
  defaults: defaultMapping,
  exampleLine: 'CdlType_c',
  isTextForPeople: (line) => /^(Title|ProblemDescription|ResolutionDescription|Description)$/.test(line),

  lineMistakes(object, line, source) {
    const mistake = (message: string, ...path: string[]): MappingMistake[] => [{ path, message }];
    const place = `${object}.${line}`;
    if (Object.hasOwn(filled, place)) return mistake(`is filled with ${filled[place]}; leave it out`);
    if (given.has(place)) return mistake('is given by the site; leave it out');
    if (source === null) return [];
    if (place === 'contact.EmailAddress' && !isEmail(source)) {
      return mistake(
        'must be answers.email, by which contacts are found; with another address applications would make a new one each time',
      );
    }
    if (line.includes('.')) return mistake('has a dot; the attributes of Fusion Service stand side by side');
    if (!/^[A-Z]\w*$/.test(line)) {
      return mistake(
        'is not the name of an attribute; names begin with a capital, and custom ones end in _c',
      );
    }
    return isId(line) ? idMistakes(source) : [];
  },

  jointMistakes: unfindable,
};

/** Whether a line gets the address that is looked up, unchanged. */
const isEmail = (source: Source): boolean =>
  source === 'answers.email' ||
  (typeof source === 'object' &&
    'from' in source &&
    source.from === 'answers.email' &&
    Object.keys(source).length === 1);

/** An id is a whole number; one that JSON cannot hold exactly is written as text. */
function idMistakes(source: Source): MappingMistake[] {
  if (typeof source === 'string') return [];
  if ('constant' in source) {
    const { constant } = source;
    const right =
      typeof constant === 'string' ? /^[1-9]\d{0,18}$/.test(constant) : Number.isSafeInteger(constant);
    return right
      ? []
      : [{ path: ['constant'], message: 'must be an id in digits, in quotes where it has more than 15' }];
  }
  if ('template' in source) return [{ path: ['template'], message: 'must be an id, which no text is' }];
  return Object.entries(source.names ?? {})
    .filter(([, name]) => !/^[1-9]\d{0,18}$/.test(name))
    .map(([code]) => ({ path: ['names', code], message: 'must be an id in digits, in quotes' }));
}

/** Without an address, applications would make a new contact each time. No lines at all is no contact at all. */
function unfindable({ contact }: Mapping<FusionObject>): MappingMistake[] {
  if (Object.keys(contact).length === 0 || Object.hasOwn(contact, 'EmailAddress')) return [];
  const message =
    'has no line for EmailAddress, by which contacts are found; applications would make a new one each time';
  return [{ path: ['contact'], message }];
}
