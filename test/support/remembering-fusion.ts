import { exactJson } from '../../src/shared/exact-json.ts';
import { type Answer, type CannedCall, json } from './canned-fusion.ts';

type Row = Record<string, unknown>;

/** What a pod holds, by collection. */
export interface Held {
  readonly contacts: Row[];
  readonly serviceRequests: Row[];
  readonly messages: Row[];
  readonly interactions: Row[];
  readonly references: Row[];
  readonly files: Row[];
}

/**
 * A pod that remembers what it was given and finds it again by one equal attribute: as much as deliveries need, and no
 * more. Its ids have 18 digits.
 */
export function rememberingPod() {
  const held: Held = {
    contacts: [],
    serviceRequests: [],
    messages: [],
    interactions: [],
    references: [],
    files: [],
  };
  let next = 300000012345678900n;
  const answer = (body: unknown, status = 200) => json(exactJson(body), status);
  const make =
    (rows: Row[], given: (id: bigint) => Row, ...child: Row[]) =>
    (call: CannedCall) => {
      next += 1n;
      const row = { ...child[0], ...call.body, ...given(next) };
      rows.push(row);
      return answer(row, 201);
    };
  const find =
    (rows: Row[]) =>
    ({ query }: CannedCall) => {
      const [, name = '', operator = '', value = ''] =
        /^(\w+)(=| LIKE )'(.*)'$/.exec(query.get('q') ?? '') ?? [];
      const sought = value.replaceAll("''", "'");
      const fits = (row: Row) =>
        operator === '='
          ? String(row[name]).toLowerCase() === sought.toLowerCase()
          : String(row[name]).includes(sought.replaceAll('*', ''));
      return answer({ items: name ? rows.filter(fits) : rows, hasMore: false });
    };
  const answers: Readonly<Record<string, Answer>> = {
    'find-contact': find(held.contacts),
    'create-contact': make(held.contacts, (id) => ({ PartyId: id, PartyNumber: `CDRM_${id}` })),
    'find-service-request': find(held.serviceRequests),
    'create-service-request': make(held.serviceRequests, (id) => ({ SrId: id, SrNumber: `SR${id}` })),
    'list-messages': find(held.messages),
    'create-message': make(held.messages, (id) => ({ MessageId: id })),
    'find-interaction': find(held.interactions),
    'create-interaction': (call) => {
      for (const reference of call.body.interactionReferences ?? []) held.references.push(reference);
      return make(held.interactions, (id) => ({ InteractionId: id, InteractionNumber: `${id}` }))(call);
    },
    'list-references': find(held.references),
    'create-reference': make(held.references, (id) => ({ ReferenceId: id })),
    'list-files': find(held.files),
    'attach-file': make(held.files, (id) => ({ AttachedDocumentId: id })),
    'assign-queue': () => answer({ result: 'ok' }),
  };
  return { held, answers };
}
