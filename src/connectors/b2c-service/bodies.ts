import type { FormDefinition } from '../../model/definition.ts';
import type { Submission } from '../../model/submission.ts';
import type { DeliveryContext } from '../connector.ts';
import { type Assignment, assemble } from '../mapping/assignments.ts';
import { factsOf } from '../mapping/facts.ts';
import type { MappingChanges } from '../mapping/mapping.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { assignmentsTo } from './assignments-to.ts';
import { withToken } from './incidents.ts';
import type { B2cObject } from './mapping-target.ts';
import { type PrepareOptions, prepare } from './prepare.ts';

/** What goes to the site, place by place. */
export interface Bodies {
  readonly contact: readonly Assignment[];
  readonly incident: readonly Assignment[];
  /** Makes them again from what the site says now. */
  anew(): Promise<Bodies>;
}

export interface BodyOptions extends Omit<PrepareOptions, 'refusedAt' | 'signal'> {
  readonly mapping: MappingChanges<B2cObject> | undefined;
  /** The custom field that carries the submission's id, with its package; null where there is none. */
  readonly field: string | null;
  /** The forms that are known. */
  readonly definitions: readonly FormDefinition[];
  readonly now: () => number;
}

/** Makes what the mapping makes of an application, as the site will have it. */
export function createBodyMaker({ mapping, field, definitions, now, ...knowledge }: BodyOptions) {
  function idOf({ id }: Submission): Assignment[] {
    if (!field) return [];
    const path = ['customFields', ...field.split('.')];
    return [{ line: `customFields.${field}`, path, value: id, source: 'id', whole: true }];
  }

  /** The bodies for an application. `notes`: what a recruiter should know of the delivery. */
  async function make(
    submission: Submission,
    context: DeliveryContext,
    notes: readonly string[] = [],
    refusedAt?: number,
  ): Promise<Bodies> {
    const { reference, receivedAt, signal } = context;
    const definition = definitions.find(({ name }) => name === submission.form);
    const facts = factsOf(submission, { reference, receivedAt, definition, notes });
    const options = { ...knowledge, refusedAt, signal };
    const [contactBody, incidentBody] = await Promise.all([
      prepare('contacts', assignmentsTo('contact', submission.form, facts, mapping), options),
      prepare(
        'incidents',
        [...assignmentsTo('incident', submission.form, facts, mapping), ...idOf(submission)],
        options,
      ),
    ]);
    const anew = () => make(submission, context, notes, now());
    return { contact: contactBody, incident: incidentBody, anew };
  }

  return {
    make,

    /** The body of `POST incidents`. */
    incident(submission: Submission, contactId: number, { incident }: Bodies): Record<string, unknown> {
      const body = assemble(incident);
      const subject = String(body.subject ?? 'Application');
      return {
        ...body,
        primaryContact: { id: contactId },
        subject: field ? subject : withToken(subject, submission.id),
      };
    },
  };
}

/**
 * Runs `create` with the bodies. When the site refuses them, it may have changed since we last asked: it is asked
 * again, which names what is wrong or brings bodies that it takes.
 */
export async function send<T>(bodies: Bodies, create: (bodies: Bodies) => Promise<T>): Promise<T> {
  try {
    return await create(bodies);
  } catch (error) {
    if (!(error instanceof SiteRefusal) || error.kind !== 'rejected') throw error;
    const fresh = await bodies.anew();
    if (JSON.stringify(fresh) === JSON.stringify(bodies)) throw error;
    return create(fresh);
  }
}
