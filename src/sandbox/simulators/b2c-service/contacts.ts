import { isJsonObject, type JsonObject } from '../json.ts';
import type { StoredObject } from './collection.ts';
import { VendorProblem } from './problem.ts';
import { readProperties } from './read-properties.ts';
import type { Tenant } from './tenant.ts';
import { valueSources } from './value-sources.ts';

/** Stores a new contact, or refuses it whole. */
export function createContact(tenant: Tenant, body: JsonObject): StoredObject {
  const { contacts } = tenant;
  const values = readProperties(body, contacts.properties, contacts.name, valueSources(tenant));
  const emails = itemsOf(values.emails);
  if (!tenant.emailSharing) refuseTakenAddress(tenant, emails);
  refuseTakenLogin(tenant, values);
  const at = new Date(tenant.now()).toISOString();
  return contacts.add((id) => ({
    id,
    lookupName: fullName(values),
    createdTime: at,
    updatedTime: at,
    disabled: false,
    ...values,
    emails,
    phones: itemsOf(values.phones).map((phone) => ({ ...phone, rawNumber: digitsOf(phone.number) })),
    customFields: { c: {}, ...(isJsonObject(values.customFields) ? values.customFields : {}) },
  }));
}

/**
 * With e-mail sharing off an address may stand on one contact only, in whichever slot. That this is refused with code
 * 00006 and a text that names the address is inferred: neither is documented.
 */
function refuseTakenAddress(tenant: Tenant, emails: readonly JsonObject[]): void {
  const inThisBody = new Set<string>();
  for (const email of emails) {
    const address = String(email.address);
    const holders = tenant.contacts.holding('emails.address', address) ?? [];
    if (holders.length > 0 || inThisBody.has(address.toLowerCase())) {
      throw new VendorProblem(
        tenant.assumptions.codes.duplicateEmail,
        `The value of emails.address must be unique; ${address} is in use`,
      );
    }
    inThisBody.add(address.toLowerCase());
  }
}

function refuseTakenLogin({ contacts }: Tenant, { login }: JsonObject): void {
  if (typeof login !== 'string') return;
  const holders = contacts.holding('login', login) ?? [];
  if (holders.length > 0) {
    throw new VendorProblem('OSC-CREST-00006', 'The value of login must be unique');
  }
}

function fullName({ name }: JsonObject): string | null {
  if (!isJsonObject(name)) return null;
  const parts = [name.first, name.last].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? null : parts.join(' ');
}

function itemsOf(list: JsonObject[string] | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function digitsOf(value: JsonObject[string] | undefined): string {
  return String(value).replaceAll(/[^0-9]/g, '');
}
