import type { JsonObject } from '../json.ts';
import { checkDepartment, checkValues, checkWhole } from './check-customer.ts';
import { allPointsOf, personsOf, pointsOf, textAt } from './members-of.ts';
import { mergeCustomer } from './merge-customer.ts';
import { EgainProblem, invalid } from './problem.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** A customer as it is kept; never changed, only replaced. */
export interface StoredCustomer {
  id: string;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  modifiedAt: string;
  /** Everything that was sent, with the ids that contact persons and contact points were given. */
  fields: JsonObject;
  /** The addresses of all its contact points. */
  emails: readonly string[];
}

/** The customers of a tenant. */
export interface Customers {
  /** Stores a customer, or refuses it. Gives its id. */
  create(sent: JsonObject): string;
  /** Changes the customer that `sent` names by id, or refuses to. */
  edit(sent: JsonObject): void;
  find(id: string): StoredCustomer | undefined;
  /** Those the user may see, in the order of their ids. */
  visible(): StoredCustomer[];
  all(): StoredCustomer[];
  reset(): void;
}

/** Where ids begin; that of customers is the vendor's example. */
const FIRST_IDS = { customer: 2801, contactPerson: 3801, contactPoint: 5801 };

/** An empty tenant's customers. */
export function createCustomers(settings: () => TenantSettings, now: () => number): Customers {
  const nextIds = { ...FIRST_IDS };
  const stored = new Map<string, StoredCustomer>();

  function nextId(of: keyof typeof FIRST_IDS): string {
    const id = nextIds[of];
    nextIds[of] += 1;
    return String(id);
  }

  function withId(of: keyof typeof FIRST_IDS, value: JsonObject): JsonObject {
    return value.id === undefined ? { id: nextId(of), ...value } : value;
  }

  /** The customer with an id for each part that has none yet. */
  function withIds(customer: JsonObject): JsonObject {
    const contactPerson = personsOf(customer).map((person) => {
      const contactPoint = pointsOf(person).map((point) => withId('contactPoint', point));
      const points = contactPoint.length > 0 ? { contactPoints: { contactPoint } } : {};
      return withId('contactPerson', { ...person, ...points });
    });
    return { ...customer, contactPersons: { contactPerson } };
  }

  /** An address may be taken in another department, where there are departments. */
  function checkDuplicates(customer: JsonObject, ownId: string | null): void {
    const { assumptions, departmentalisation } = settings();
    const { duplicates, emailsIgnoreCase } = assumptions;
    if (duplicates === 'allow') return;
    const comparable = (email: string) => (emailsIgnoreCase ? email.toLowerCase() : email);
    const own = emailsOf(customer).map(comparable);
    const isTwice = new Set(own).size < own.length;
    const isTaken = [...stored.values()].some(
      (other) =>
        other.id !== ownId &&
        (!departmentalisation || departmentOf(other.fields) === departmentOf(customer)) &&
        other.emails.some((email) => own.includes(comparable(email))),
    );
    if (isTwice || isTaken) {
      throw new EgainProblem(duplicates, 'duplicate', 'emailAddress belongs to an existing contact point');
    }
  }

  function keep(id: string, fields: JsonObject, createdAt: string): void {
    const modifiedAt = new Date(now()).toISOString();
    stored.set(id, { id, createdAt, modifiedAt, fields, emails: emailsOf(fields) });
  }

  return {
    create(sent) {
      if (sent.id !== undefined) throw invalid('A new customer has no id');
      const points = allPointsOf(sent);
      if ([...personsOf(sent), ...points].some((each) => each.id !== undefined)) {
        throw invalid('What is new has no id');
      }
      checkWhole(sent, settings().assumptions);
      checkValues(sent, settings());
      checkDepartment(sent, settings());
      checkDuplicates(sent, null);
      const id = nextId('customer');
      keep(id, withIds(sent), new Date(now()).toISOString());
      return id;
    },
    edit(sent) {
      const { id, ...changes } = sent;
      if (typeof id !== 'string' || !/^\d{1,19}$/.test(id))
        throw invalid('The customer must be named by its id');
      const before = stored.get(id);
      if (before === undefined) throw new EgainProblem(404, 'notFound', 'There is no customer with this id');
      checkOwnDepartment(before, settings());
      const department = textAt(changes, 'department.name');
      if (department !== undefined && department !== departmentOf(before.fields)) {
        throw invalid('The department of a customer cannot be changed');
      }
      checkValues(changes, settings());
      const { assumptions } = settings();
      if (assumptions.editNeedsPerson && personsOf(changes).length === 0) {
        throw invalid('The contact person must be named by its id');
      }
      const merged = mergeCustomer(before.fields, changes, assumptions.editAddsPoints);
      checkWhole(merged, assumptions);
      checkDuplicates(merged, id);
      keep(id, withIds(merged), before.createdAt);
    },
    find: (id) => stored.get(id),
    visible: () => [...stored.values()].filter((each) => isVisible(each, settings())),
    all: () => [...stored.values()],
    reset() {
      Object.assign(nextIds, FIRST_IDS);
      stored.clear();
    },
  };
}

/** Whether the user may see and edit a customer; without departments it may see all. */
function isVisible({ fields }: StoredCustomer, settings: TenantSettings): boolean {
  const department = departmentOf(fields);
  return (
    !settings.departmentalisation || department === undefined || settings.ownDepartments.includes(department)
  );
}

/** Refuses with 403 what belongs to a department that is not the user's. */
export function checkOwnDepartment(customer: StoredCustomer, settings: TenantSettings): void {
  if (isVisible(customer, settings)) return;
  throw new EgainProblem(403, 'permission', 'The user has no permission in this department');
}

/** The name of the department that a customer belongs to. */
export function departmentOf(fields: JsonObject): string | undefined {
  return textAt(fields, 'department.name');
}

function emailsOf(fields: JsonObject): string[] {
  return allPointsOf(fields).flatMap((point) => textAt(point, 'type.email.emailAddress') ?? []);
}
