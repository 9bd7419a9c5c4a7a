import { type Json, type JsonObject, jsonResponse } from '../json.ts';
import type { Attribute } from './attribute.ts';
import { lovNameOf } from './lov-name.ts';
import { RESOURCE_TYPES, type TypeName } from './resource-types.ts';
import type { Visit } from './visit.ts';

/** What there is to know of a resource: its attributes, and the same of the collections below its rows. */
export function describeResource(name: string, type: TypeName, visit: Visit): Response {
  return jsonResponse({ Resources: { [name]: description(name, type, visit) } });
}

function description(name: string, type: TypeName, visit: Visit): JsonObject {
  const { title, children } = RESOURCE_TYPES[type];
  const below = Object.entries(children).flatMap(([child, { kind, ...of }]): [string, Json][] =>
    kind === 'rows' && 'type' in of ? [[child, description(child, of.type, visit)]] : [],
  );
  const attributes = Object.entries(visit.settings.attributes[type]);
  const actions = type === 'serviceRequests' ? [{ name: 'runQueueAssignment', method: 'POST' }] : [];
  return {
    discrColumnType: false,
    name,
    title,
    attributes: attributes.map(([attribute, how]) => described(attribute, how)),
    collection: { finders: [], actions },
    children: Object.fromEntries(below),
  };
}

function described(name: string, attribute: Attribute): JsonObject {
  const { type, maxLength, mandatory, allowChanges, lookup } = attribute;
  return {
    name,
    type: type === 'base64' ? 'attachment' : type,
    ...(maxLength === null ? {} : { maxLength }),
    mandatory,
    updatable: allowChanges !== 'never',
    allowChanges,
    queryable: type !== 'base64',
    ...(lookup === null ? {} : { lov: { childRef: lovNameOf(name), lookupType: lookup } }),
  };
}
