import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import type { DeliveryContext } from '../connector.ts';
import { type Assignment, assemble, assignmentsFor } from '../mapping/assignments.ts';
import { type Facts, factsOf } from '../mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type Constants, filledAnyway } from './constants.ts';
import { type Limits, withinLimits } from './limits.ts';
import { type FusionObject, fusionServiceMapping, isId } from './mapping-target.ts';
import { withToken } from './service-requests.ts';

/** Attributes by name. */
export type Body = Readonly<Record<string, unknown>>;

/** What goes to the site, but for the ids that the site gives on the way. */
export interface Bodies {
  /** Undefined where no line of the mapping fills a contact. */
  readonly contact: Body | undefined;
  /** Undefined where no service request is wanted. */
  readonly serviceRequest: Body | undefined;
  readonly interaction: Body;
  /** The whole application in readable text. */
  readonly text: string;
}

export interface BodyOptions extends Omit<Limits, 'anyway'> {
  readonly mapping: MappingChanges<FusionObject> | undefined;
  /** The forms that are known. */
  readonly definitions: readonly FormDefinition[];
  /** Whether applications become service requests. */
  readonly serviceRequests: boolean;
  /** The custom attribute of service requests that carries the submission's id; null where the title carries it. */
  readonly submissionIdField: string | null;
  /** The attribute of interactions that carries the submission's id; null where there is none. */
  readonly interactionKey: string | null;
  /** The source system under which contacts are known by their address; null where there is none. */
  readonly sourceSystem: string | null;
  /** Whether parts of an address go out only with a country. */
  readonly addressNeedsCountry: boolean;
  readonly constants: Constants;
}

/** Makes what the mapping makes of an application, as the site takes it. */
export function createBodyMaker(options: BodyOptions) {
  const { mapping, definitions, serviceRequests, submissionIdField, interactionKey, sourceSystem } = options;

  function assigned(object: FusionObject, form: string, facts: Facts, more: readonly Assignment[]): Body {
    const { contact, [object]: lines } = mappingFor(fusionServiceMapping, form, mapping);
    const made = assignmentsFor(lines, facts, (line) => fusionServiceMapping.isTextForPeople(line, object));
    const whole = made.filter(hasItsNumber).filter(options.addressNeedsCountry ? hasItsCountry : () => true);
    const hasContact = Object.keys(contact).length > 0;
    const anyway = filledAnyway(object, { ...options, hasContact });
    const fitting = withinLimits(object, [...whole, ...more], { ...options, anyway });
    return assemble(
      fitting.map((each) => ({ ...each, value: isId(each.line) ? idIn(each.value) : each.value })),
    );
  }

  /** The bodies for an application. `notes`: what a recruiter should know of the delivery. */
  return function make(
    submission: Submission,
    { reference, receivedAt }: Pick<DeliveryContext, 'reference' | 'receivedAt'>,
    notes: readonly string[] = [],
  ): Bodies {
    const { id, form } = submission;
    const definition = definitions.find(({ name }) => name === form);
    const facts = withCountry(factsOf(submission, { reference, receivedAt, definition, notes }));
    const ours = (line: string | null, value: unknown): Assignment[] =>
      line ? [{ line, path: [line], value, source: 'id', whole: true }] : [];
    const hasContact = Object.keys(mappingFor(fusionServiceMapping, form, mapping).contact).length > 0;
    const source = [
      ...ours('SourceSystem', sourceSystem),
      ...ours('SourceSystemReferenceValue', facts['answers.email']),
    ];
    const serviceRequest = (): Body => {
      const body = assigned('serviceRequest', form, facts, ours(submissionIdField, id));
      const titled = submissionIdField
        ? body
        : { ...body, Title: withToken(String(body.Title ?? 'Application'), id, options.lengths) };
      return { ...ids(options.constants.serviceRequest), ...titled };
    };
    return {
      contact: hasContact ? assigned('contact', form, facts, sourceSystem ? source : []) : undefined,
      serviceRequest: serviceRequests ? serviceRequest() : undefined,
      interaction: {
        ...ids(options.constants.interaction),
        ...assigned('interaction', form, facts, ours(interactionKey, id)),
      },
      text: String(facts.application),
    };
  };
}

/** The country code of a telephone number belongs to the number: no number, no code. */
function hasItsNumber({ line }: Assignment, _: number, all: readonly Assignment[]): boolean {
  const number = /^(\w+)CountryCode$/.exec(line)?.[1];
  return number === undefined || all.some((other) => other.line === `${number}Number`);
}

/** Sites know what an address must look like by its country; without one it stays in the text alone. */
function hasItsCountry({ line }: Assignment, _: number, all: readonly Assignment[]): boolean {
  return (
    !/^(AddressLine\d|City|State|PostalCode)$/.test(line) || all.some((other) => other.line === 'Country')
  );
}

/** A form asks for the postal code before the country, and each of the two countries writes it in its own way. */
function withCountry(facts: Facts): Facts {
  const code = facts['answers.postal_code'];
  if (facts['answers.country'] !== undefined || typeof code !== 'string') return facts;
  return { ...facts, 'answers.country': /^\d{5}/.test(code) ? 'US' : 'CA' };
}

/** An id as bare digits, however many there are; what is none stays as it is, for the site to judge. */
function idIn(value: unknown): unknown {
  return typeof value === 'string' && /^[1-9]\d{0,18}$/.test(value) ? BigInt(value) : value;
}

const ids = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, isId(name) ? idIn(value) : value]));
