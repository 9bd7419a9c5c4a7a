import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import { type DeliveryContext, DeliveryError } from '../connector.ts';
import { cutToFit } from '../cut-text.ts';
import { type Assignment, assemble, assignmentsFor } from '../mapping/assignments.ts';
import { factsOf, lookupEmail } from '../mapping/facts.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type EgainObject, egainMapping, holdsApplication, members } from './mapping-target.ts';
import { phoneParts } from './phone-parts.ts';

/** The flags of a contact person that say what the person agreed to. */
export const consentFlags = [
  'hasDirectMailingConsent',
  'hasDirectCallingConsent',
  'hasHoldingDataConsent',
] as const;

export type ConsentFlag = (typeof consentFlags)[number];

/** The priorities of contact points. */
export type Priority = 'high' | 'medium' | 'low';

export interface CustomerOptions {
  readonly definitions: readonly FormDefinition[];
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges<EgainObject> | undefined;
  /** The department of new customers, where the tenant has customers by department. Default: none. */
  readonly department?: string | undefined;
  /** The custom attribute that carries the submission's id; null: there is none. Default: `submission_id`. */
  readonly submissionIdAttribute?: string | null | undefined;
  /** Which consent of the form each flag says; null: the flag is left out. Default: calls by `sms`, the others by none. */
  readonly consents?: { readonly [Flag in ConsentFlag]?: string | null | undefined } | undefined;
  /** The kind of telephone and of address. Default: `home`. */
  readonly phoneType?: string | undefined;
  readonly postalType?: string | undefined;
  /** Which contact point is to be used first. Default: telephone and e-mail `high`, address `low`. */
  readonly priorities?:
    | { readonly [Kind in 'phone' | 'email' | 'postal']?: Priority | undefined }
    | undefined;
  /** The longest value that a custom attribute takes, in characters. Default: 4,000. */
  readonly attributeLength?: number | undefined;
  /** What becomes of text that is too long. Default: `cut`. */
  readonly tooLong?: 'cut' | 'attention' | undefined;
}

/** What is to be sent of an application. */
export interface CustomerParts {
  readonly email: string;
  /** The address as it was typed. */
  readonly typedEmail: string;
  /** The custom attributes of the customer, by name. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Those that the mapping fills, and this application has nothing for. */
  readonly open: readonly string[];
  /** Those of which each application adds a value: the one for ids, and those that hold applications as text. */
  readonly addingUp: readonly string[];
  /** The whole of a new customer, in the vendor's own shape. */
  readonly create: Readonly<Record<string, unknown>>;
}

/** Makes what is to be sent of an application. Throws a `rejected` {@link DeliveryError} for what would be refused. */
export function createCustomerMaker(options: CustomerOptions) {
  const { definitions, mapping, department, submissionIdAttribute = 'submission_id' } = options;
  const { consents = {}, phoneType = 'home', postalType = 'home', priorities = {} } = options;
  const { attributeLength = 4_000, tooLong = 'cut' } = options;

  /** A value as it goes out: text, as in the vendor's examples; no character that XML cannot hold. */
  function written(object: EgainObject, { line, value, whole }: Assignment): string {
    const text = String(value).replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ');
    const maxLength = object === 'attributes' ? attributeLength : members[object][line];
    if (maxLength === undefined || text.length <= maxLength) return text;
    if (whole || object === 'phone' || tooLong === 'attention') {
      throw new DeliveryError(
        'rejected',
        `${object} "${line}": longer than the ${maxLength} characters that eGain takes`,
      );
    }
    return cutToFit(text, (cut) => cut.length <= maxLength);
  }

  return function makeCustomer(
    submission: Submission,
    { reference, receivedAt }: Pick<DeliveryContext, 'reference' | 'receivedAt'>,
  ): CustomerParts {
    const definition = definitions.find(({ name }) => name === submission.form);
    const facts = factsOf(submission, { reference, receivedAt, definition });
    const lines = mappingFor(egainMapping, submission.form, mapping);
    const assigned = (object: EgainObject) =>
      assignmentsFor(lines[object], facts, (line) => egainMapping.isTextForPeople(line, object)).map(
        (each) => ({
          ...each,
          value: written(object, each),
        }),
      );
    const objectOf = (object: EgainObject) => assemble(assigned(object)) as Record<string, string>;

    const email = lookupEmail(submission);
    const id = submissionIdAttribute && { [submissionIdAttribute]: submission.id };
    const attributes = { ...objectOf('attributes'), ...id };
    const points = [
      phonePoint(objectOf('phone')),
      pointOf('email', { emailAddress: email }, priorities.email ?? 'high'),
      postalPoint(objectOf('postal')),
    ].filter((point) => point !== undefined);
    const texts = Object.entries(lines.attributes).flatMap(([name, source]) =>
      holdsApplication(source) ? [name] : [],
    );
    return {
      email,
      typedEmail: String(submission.answers.email ?? '').trim(),
      attributes,
      open: Object.keys(lines.attributes).filter((name) => !Object.hasOwn(attributes, name)),
      addingUp: [...texts, ...(submissionIdAttribute ? [submissionIdAttribute] : [])],
      create: {
        ...(department !== undefined && { department: { name: department } }),
        type: { value: 'individual' },
        ...objectOf('customer'),
        ...(Object.keys(attributes).length > 0 && customAttributes(attributes)),
        contactPersons: {
          contactPerson: [
            {
              ...objectOf('contactPerson'),
              ...agreedTo(submission),
              contactPoints: { contactPoint: points },
            },
          ],
        },
      },
    };
  };

  /** The flags of what was decided. Who was not asked has not agreed, and has not refused. */
  function agreedTo({ consents: decided }: Submission): Record<string, string> {
    const documents: NonNullable<CustomerOptions['consents']> = {
      hasDirectCallingConsent: 'sms',
      ...consents,
    };
    const flags = consentFlags.flatMap((flag) => {
      const decision = decided.find(({ document }) => document === documents[flag]);
      return decision ? [[flag, String(decision.granted)]] : [];
    });
    return Object.fromEntries(flags);
  }

  function phonePoint({ number = '', extension }: Record<string, string>): object | undefined {
    const parts = phoneParts(number);
    if (!parts) return undefined;
    const phone = { type: { value: phoneType }, ...parts, ...(extension && { extension }) };
    return pointOf('phone', phone, priorities.phone ?? 'high');
  }

  /** eGain demands the first line of an address; without a street there is none. */
  function postalPoint(parts: Record<string, string>): object | undefined {
    if (!parts.address_1) return undefined;
    return pointOf('postal', { type: { value: postalType }, ...parts }, priorities.postal ?? 'low');
  }
}

/** A contact point in the vendor's shape, in which the kind names a member beside itself. */
const pointOf = (kind: string, content: object, priority: Priority) => ({
  type: { value: kind, [kind]: content },
  priority: { value: priority },
});

/** Custom attributes in the vendor's shape; each can have several values. */
export const customAttributes = (attributes: Readonly<Record<string, string | readonly string[]>>) => ({
  customAttributes: {
    customAttribute: Object.entries(attributes).map(([attribName, values]) => ({
      attribName,
      attribValues: { attribValue: [values].flat().map((value) => ({ value })) },
    })),
  },
});
