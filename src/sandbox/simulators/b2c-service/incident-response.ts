import { isJsonObject, type Json, type JsonObject, jsonResponse } from '../json.ts';
import { suppressesRules } from './business-rules.ts';
import type { B2cCall } from './call.ts';
import { INCIDENTS } from './incidents.ts';
import { findObject } from './objects-resource.ts';
import { demand } from './permissions.ts';
import { VendorProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { invalidValue } from './read-plain-value.ts';
import { renderObject } from './render-object.ts';
import { createObject, elementsOf, updateObject } from './save-object.ts';

const MEMBERS = ['incident', 'cc', 'bcc', 'useEmailSignature'];

/**
 * POST of `incidentResponse`: saves an incident as POST or, where it names an id, PATCH would, and sends the primary
 * contact a mail about it. The mail is only put on record. 200 with the wrapper that was sent, the incident in full.
 */
export async function answerIncidentResponse(call: B2cCall): Promise<Response> {
  const { tenant } = call;
  const body = readBody(call);
  const unknown = Object.keys(body).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw new VendorProblem('OSC-CREST-00013', `Invalid property specified: ${unknown}`);
  }
  const { incident: sent, useEmailSignature = false } = body;
  if (!isJsonObject(sent)) throw invalidValue('incident', 'an object is expected');
  if (typeof useEmailSignature !== 'boolean')
    throw invalidValue('useEmailSignature', 'a boolean is expected');
  const cc = addressesIn(body.cc, 'cc');
  const bcc = addressesIn(body.bcc, 'bcc');
  const { id, ...values } = sent;
  demand(tenant, id === undefined ? 'createIncidents' : 'updateIncidents');
  if (values.fileAttachments !== undefined) demand(tenant, 'attachFiles');
  const options = { withoutRules: suppressesRules(call.headers) };
  const saved =
    id === undefined
      ? createObject(INCIDENTS, tenant, values, options)
      : updateObject(INCIDENTS, tenant, findObject(call, tenant.incidents, String(id)), values, options);
  tenant.sendMail({
    at: new Date(tenant.now()).toISOString(),
    incident: saved.id,
    to: primaryAddress(saved, call),
    cc,
    bcc,
    subject: saved.subject ?? null,
    useEmailSignature,
  });
  await tenant.files.hashed();
  const incident = renderObject(saved, tenant.incidents, call, { expand: [], withoutNulls: false });
  return jsonResponse({
    incident,
    cc: { emailAddresses: cc },
    bcc: { emailAddresses: bcc },
    useEmailSignature,
  });
}

function addressesIn(value: Json | undefined, name: string): string[] {
  if (value === undefined || value === null) return [];
  const addresses = isJsonObject(value) ? value.emailAddresses : undefined;
  if (!Array.isArray(addresses)) throw invalidValue(name, 'an object with emailAddresses is expected');
  return addresses.map((each) => {
    if (typeof each !== 'string') throw invalidValue(name, 'a list of addresses is expected');
    return each;
  });
}

function primaryAddress({ primaryContact }: JsonObject, { tenant }: B2cCall): string | null {
  const id = isJsonObject(primaryContact) ? primaryContact.id : undefined;
  const contact = typeof id === 'number' || typeof id === 'string' ? tenant.contacts.get(id) : undefined;
  const [first] = elementsOf(contact?.emails);
  return typeof first?.address === 'string' ? first.address : null;
}
