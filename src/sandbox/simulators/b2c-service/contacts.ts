import { isJsonObject, type JsonObject } from '../json.ts';
import { withNamespaces } from './custom-fields.ts';
import { idKey, type ObjectId } from './object-id.ts';
import { VendorProblem } from './problem.ts';
import { elementsOf, numberedElements, type SavedKind } from './save-object.ts';
import type { Tenant } from './tenant.ts';

/** What is particular to saving a contact. */
export const CONTACTS: SavedKind = {
  name: 'contacts',
  collection: ({ contacts }) => contacts,
  refuse(values, tenant, id) {
    if (!tenant.settings.emailSharing) refuseTakenAddress(tenant, elementsOf(values.emails), id);
    refuseTakenLogin(tenant, values, id);
  },
  start: () => ({ disabled: false }),
  complete(values, tenant, at) {
    return {
      ...values,
      lookupName: fullName(values),
      emails: elementsOf(values.emails),
      phones: elementsOf(values.phones).map((phone) => ({ ...phone, rawNumber: digitsOf(phone.number) })),
      ...(values.notes === undefined ? {} : { notes: numberedElements(values.notes, tenant, at) }),
      customFields: withNamespaces(values.customFields, tenant.contacts.properties),
    };
  },
};

/**
 * With e-mail sharing off an address may stand on one contact only, in whichever slot. That this is refused with code
 * 00006 and a text that names the address is inferred: neither is documented.
 */
function refuseTakenAddress(tenant: Tenant, emails: readonly JsonObject[], id: ObjectId | null): void {
  const inThisBody = new Set<string>();
  for (const email of emails) {
    const address = String(email.address);
    const holders = tenant.contacts.holding('emails.address', address) ?? [];
    const isTaken = holders.some((holder) => id === null || idKey(holder.id) !== idKey(id));
    if (isTaken || inThisBody.has(address.toLowerCase())) {
      throw new VendorProblem(
        tenant.settings.assumptions.codes.duplicateEmail,
        `The value of emails.address must be unique; ${address} is in use`,
      );
    }
    inThisBody.add(address.toLowerCase());
  }
}

function refuseTakenLogin({ contacts }: Tenant, { login }: JsonObject, id: ObjectId | null): void {
  if (typeof login !== 'string') return;
  const holders = contacts.holding('login', login) ?? [];
  if (holders.some((holder) => id === null || idKey(holder.id) !== idKey(id))) {
    throw new VendorProblem('OSC-CREST-00006', 'The value of login must be unique');
  }
}

function fullName({ name }: JsonObject): string | null {
  if (!isJsonObject(name)) return null;
  const parts = [name.first, name.last].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

function digitsOf(value: JsonObject[string] | undefined): string {
  return String(value).replaceAll(/[^0-9]/g, '');
}
