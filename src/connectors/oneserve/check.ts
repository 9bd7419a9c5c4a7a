import { type CheckContext, DeliveryError, type Finding } from '../connector.ts';
import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { SiteRefusal } from '../site-refusal.ts';
import type { OneserveClient } from './client.ts';
import type { ContactOptions } from './contact.ts';
import { contactFields, mappedFields, slots } from './fields.ts';
import { oneserveMapping } from './mapping-target.ts';

type Checked = Pick<
  ContactOptions,
  'clientRef' | 'mapping' | 'contactRef' | 'contactSlots' | 'preferredContact'
> & {
  readonly client: OneserveClient;
};

/**
 * Looks for what would set applications aside. Oneserve has no call that only reads, so two are made that it refuses by
 * its own page: a list in place of an object, which tells whether address, token and content type are right; and a
 * contact whose `contactRef` is longer than any can be, which tells whether it has the client.
 */
export async function checkOneserve(checked: Checked, context: CheckContext): Promise<Finding[]> {
  const { progress } = context;
  progress?.('signing in');
  const found = await trySignIn(checked, context);
  if (found.length > 0) return [...found, ...settingFindings(checked, context)];
  progress?.('the client');
  return [...(await tryClient(checked, context)), ...settingFindings(checked, context)];
}

async function trySignIn({ client }: Checked, { signal }: CheckContext): Promise<Finding[]> {
  try {
    const { said } = await client.ask('check', [], signal);
    return said === 'REST0002' ? [] : [strange(`the answer to a list is “${said}” and not REST0002`)];
  } catch (error) {
    return [findingFor(error)];
  }
}

async function tryClient({ client, clientRef }: Checked, { signal }: CheckContext): Promise<Finding[]> {
  const { maxLength } = contactFields.contactRef;
  try {
    const probe = { clientRef, contactRef: `CHECK-${'X'.repeat(maxLength)}` };
    const { said } = await client.ask('check', probe, signal);
    if (said === 'unknown-client') {
      return [
        {
          severity: 'error',
          code: 'unknown-client',
          where: 'clientRef',
          problem: `Oneserve has no client ${clientRef}`,
          offers: [],
          fix: 'set clientRef to the reference of a client that Oneserve has',
        },
      ];
    }
    return said === 'success' ? [strange('a contactRef that is too long was taken')] : [];
  } catch (error) {
    return [findingFor(error)];
  }
}

/** What can be seen without asking anybody. */
function settingFindings(checked: Checked, { definitions }: CheckContext): Finding[] {
  const { contactSlots = ['phone', 'email'], preferredContact = 'phone', contactRef } = checked;
  const error = (code: string, where: string, problem: string, fix: string): Finding => {
    return { severity: 'error', code, where, problem, offers: [], fix };
  };
  const changes: MappingChanges<'contact'> | undefined = checked.mapping;
  const lines = definitions.flatMap(({ name }) => {
    const { contact } = mappingFor(oneserveMapping, name, changes);
    return mappedFields.flatMap((field): Finding[] => {
      const source = contact[field];
      const where = `mapping.contact "${field}"`;
      const { maxLength, required } = contactFields[field];
      if (source === undefined) {
        const fix = 'give it a line, if need be with a constant';
        return required
          ? [error('field-unfilled', where, 'Oneserve demands the field, and no line fills it', fix)]
          : [];
      }
      if (typeof source === 'string' || !('constant' in source)) return [];
      const value = String(source.constant);
      if (value.trim() === '') {
        const fix = 'write something into it';
        return required
          ? [error('constant-empty', where, 'Oneserve demands the field, and the constant is empty', fix)]
          : [];
      }
      const problem = `the constant is longer than the ${maxLength} characters that Oneserve takes`;
      return value.length > maxLength ? [error('constant-too-long', where, problem, 'shorten it')] : [];
    });
  });
  const used = contactSlots.filter((source) => source !== null);
  return [
    ...lines.filter((one, at, all) => all.findIndex((other) => other.where === one.where) === at),
    ...(used.length === 0
      ? [
          error(
            'no-contact-slot',
            'contactSlots',
            'neither phone nor e-mail stands in any slot',
            'name phone or email',
          ),
        ]
      : []),
    ...(used.length > 0 && !used.includes(preferredContact)
      ? [
          error(
            'preferred-contact-unfilled',
            'preferredContact',
            `${preferredContact} stands in no slot`,
            `add ${preferredContact} to contactSlots, or prefer ${used[0]}`,
          ),
        ]
      : []),
    ...(contactSlots.length > slots.length
      ? [
          error(
            'too-many-slots',
            'contactSlots',
            `there are ${slots.length} slots`,
            `name ${slots.length} at the most`,
          ),
        ]
      : []),
    ...(contactRef === 'person'
      ? [
          {
            severity: 'warning',
            code: 'person-overwritten',
            where: 'contactRef',
            problem:
              'whoever applies under an e-mail address overwrites what stands there under it, notes of the last application included',
            offers: [],
            fix: 'set contactRef to submission, unless that is what you want',
          } as const,
        ]
      : []),
  ];
}

const strange = (problem: string): Finding => ({
  severity: 'error',
  code: 'unexpected-reply',
  where: 'url',
  problem,
  offers: [],
  fix: 'check that the address is that of the classic API (rest/contact/contact)',
});

/** Findings by status: what is wrong, and what to do. */
const byStatus: Readonly<Record<number, readonly [code: string, where: string, fix: string]>> = {
  401: [
    'sign-in-refused',
    'token',
    'put the token in place that the integration user has now, and let nobody log in as that user; tokenPlace, tokenName and tokenPrefix say where it goes',
  ],
  403: ['blocked', 'url', 'have the address of this proxy put on the allow-list of Oneserve'],
  404: [
    'no-api-there',
    'url',
    'set url to the customer’s address, with its context path, without rest/contact/contact',
  ],
  405: ['method-refused', 'url', 'set url to the address of the classic API; something else answers there'],
  415: ['content-type-refused', 'url', 'let nothing on the way change the content type application/json'],
};

function findingFor(error: unknown): Finding {
  if (!(error instanceof DeliveryError)) throw error;
  const problem = error.message;
  const status = error instanceof SiteRefusal ? error.status : undefined;
  const known = status === undefined ? undefined : byStatus[status];
  if (known) {
    const [code, where, fix] = known;
    return { severity: 'error', code, where, problem, offers: [], fix };
  }
  if (error.kind === 'misconfigured' || (status !== undefined && status < 400)) return strange(problem);
  const fix = 'check the address, and whether it answers from this machine';
  return { severity: 'error', code: 'unreachable', where: 'url', problem, offers: [], fix };
}
