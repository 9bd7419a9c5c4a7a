import { DeliveryError } from '../connector.ts';
import { type CustomerParts, customAttributes } from './customer.ts';
import type { FoundCustomer } from './format.ts';

export interface EditOptions {
  /** The custom attribute that carries ids. Default: `submission_id`. */
  readonly submissionIdAttribute?: string | null | undefined;
  /** Whether custom attributes take several values; otherwise they stand in one, one after the other. Default: true. */
  readonly severalValues?: boolean | undefined;
  /** How many applications one customer carries; with more they wait for a person. Default: 50. */
  readonly maxApplications?: number | undefined;
  /** The longest value that a custom attribute takes. Default: 4,000. */
  readonly attributeLength?: number | undefined;
  /** Whose ids an edit names: the customer's, or those of contact person and contact points too. Default: `customer`. */
  readonly editIds?: 'customer' | 'all' | undefined;
}

type Values = Readonly<Record<string, string | readonly string[]>>;

/** The values of an attribute that holds ids, however they stand there. */
export const idsIn = (values: readonly string[] = []): string[] =>
  values.flatMap((value) => value.split(/\s+/)).filter(Boolean);

/**
 * Makes edits that set custom attributes of a customer who is there already, and nothing else. Ids and texts of
 * applications are added to those that stand there; of the rest only this application is told, so what it leaves open is
 * emptied.
 */
export function createEdits(options: EditOptions) {
  const { severalValues = true, maxApplications = 50, attributeLength = 4_000 } = options;
  const { editIds = 'customer', submissionIdAttribute = 'submission_id' } = options;

  /** How many applications the values tell of: ids may stand in one value. */
  const applicationsIn = (name: string, values: readonly string[]) =>
    name === submissionIdAttribute ? idsIn(values).length : values.filter(Boolean).length;

  function added(name: string, before: readonly string[], value: string): string | readonly string[] {
    const others = before.filter((other) => other !== '' && other !== value);
    if (severalValues) return [...others, value];
    const joined = [...others, value].join('\n\n');
    if (joined.length > attributeLength) throw full(`its attribute ${name} has no room for another one`);
    return joined;
  }

  /** The edit that sets these attributes. */
  function edit({ id, persons }: FoundCustomer, values: Values): Readonly<Record<string, unknown>> {
    return {
      id,
      ...customAttributes(values),
      ...(editIds === 'all' && persons.length > 0 && { contactPersons: { contactPerson: persons } }),
    };
  }

  return {
    edit,

    /** The edit that adds an application; undefined where none of its attributes is to be set. */
    adding(customer: FoundCustomer, { attributes, open, addingUp }: CustomerParts) {
      const before = (name: string) => customer.attributes[name] ?? [];
      const applications = Math.max(0, ...addingUp.map((name) => applicationsIn(name, before(name))));
      if (applications >= maxApplications) {
        throw full(`it carries ${applications}, and maxApplications are ${maxApplications}`);
      }
      const values = Object.entries(attributes).map(([name, value]) => [
        name,
        addingUp.includes(name) ? added(name, before(name), value) : value,
      ]);
      const emptied = open.filter((name) => before(name).some(Boolean)).map((name) => [name, '']);
      const all = [...values, ...emptied];
      return all.length > 0 ? edit(customer, Object.fromEntries(all)) : undefined;
    },
  };
}

export type Edits = ReturnType<typeof createEdits>;

const full = (why: string) =>
  new DeliveryError(
    'rejected',
    `the customer with the e-mail address takes no more applications: ${why}; take older ones away`,
  );
