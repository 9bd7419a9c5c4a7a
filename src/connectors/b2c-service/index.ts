import { checkEmail } from '../../model/rules.ts';
import type { Submission } from '../../model/submission.ts';
import {
  type CheckContext,
  type Checkpoints,
  type Connector,
  type DeliveryContext,
  DeliveryError,
  type Finding,
  type Receipt,
} from '../connector.ts';
import { sendFiles } from './attachments.ts';
import { createCatalog } from './catalog.ts';
import { checkSite } from './check.ts';
import { type B2cServiceClientOptions, createB2cServiceClient } from './client.ts';
import {
  type Contact,
  chooseContact,
  createContact,
  findContacts,
  type SeveralContacts,
  updateContact,
} from './contacts.ts';
import { SiteRefusal } from './failure.ts';
import { createIncident, findBySubmissionId, findByToken, withToken } from './incidents.ts';
import { type Assignment, assemble, assignmentsFor } from './mapping/assignments.ts';
import { factsOf, lookupEmail } from './mapping/facts.ts';
import { type MappingChanges, mappingFor } from './mapping/mapping.ts';
import { createMenus } from './menus.ts';
import { prepare } from './prepare.ts';

export type { Credentials, Secret } from './authorization.ts';
export type { MappingChanges, Source } from './mapping/mapping.ts';

export interface B2cServiceConnectorOptions extends B2cServiceClientOptions {
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges | undefined;
  /**
   * The text custom field of the incident that carries the submission's id: its name under `customFields.c`, or with
   * its package, as in `Recruiting.SubmissionId`. Null where the site has none: then the subject carries a short token.
   * Default: `submission_id`.
   */
  readonly submissionIdField?: string | null | undefined;
  /** Which contact is taken when several have the address. Default: `newest`. */
  readonly severalContacts?: SeveralContacts | undefined;
  /** Lines of the contact's mapping by which a contact that is there already is brought up to date. Default: none. */
  readonly updateExisting?: readonly string[] | undefined;
  /** How menu values go out where both ways are open. Default: `lookupName`. */
  readonly menuValues?: 'lookupName' | 'id' | undefined;
  /** Where the values of a menu are listed, such as `incidents.queue` → `namedIDs/incidents/queue`. */
  readonly menuResources?: Readonly<Record<string, string>> | undefined;
  /** How long menus and the site's description are taken to be as read, in milliseconds. Default: two hours. */
  readonly menuLifetimeMs?: number | undefined;
  /** What becomes of text longer than the site's field. Default: `cut`, since the thread has all of it. */
  readonly tooLong?: 'cut' | 'attention' | undefined;
  /**
   * After how long an application that waits for the site to be put right is looked at again, in milliseconds. Doubles
   * up to 15 minutes. Default: 60,000.
   */
  readonly recheckMs?: number | undefined;
}

/** The longest time between two looks at an application that waits for the site to be put right, in milliseconds. */
const maxRecheckMs = 900_000;

/**
 * Delivers applications to Oracle B2C Service: one contact for an e-mail address, one incident for a submission.
 *
 * The API has no idempotency key, no upsert and no unique constraint on incidents, so an attempt goes like this:
 * 1. From the second attempt on, look for an incident that carries the submission's id. Found: on to the files.
 * 2. Hold what is to be sent against the site's menus and fields. It would be refused: set the application aside
 *    before anything is half done.
 * 3. Look for contacts with the e-mail address.
 * 4. No contact: create one. The site refuses: look once more, since somebody may have been faster, and go on with
 *    what is there now.
 * 5. Create the incident. Only a reply with an id counts.
 * 6. Put the files on it, one by one.
 * Whatever goes wrong ends the attempt; the next one begins at 1, never at 5.
 */
export function createB2cServiceConnector(options: B2cServiceConnectorOptions): Connector {
  const { submissionIdField = 'submission_id', severalContacts = 'newest', updateExisting = [] } = options;
  const { menuValues = 'lookupName', tooLong = 'cut', recheckMs = 60_000, now = Date.now } = options;
  const field =
    submissionIdField && (submissionIdField.includes('.') ? submissionIdField : `c.${submissionIdField}`);
  const client = createB2cServiceClient(options);
  const known = { client, lifetimeMs: options.menuLifetimeMs, missMs: Math.min(10_000, recheckMs), now };
  const menus = createMenus({ ...known, resources: options.menuResources });
  const catalog = createCatalog(known);

  /** After how long an application is looked at again that waits for the site to be put right, in milliseconds. */
  const recheckAfter = (attempt: number) =>
    Math.min(maxRecheckMs, recheckMs * 2 ** Math.min(attempt - 1, 20));

  /** What the mapping makes of the application, as the site will have it. */
  async function bodiesFor(
    submission: Submission,
    context: DeliveryContext,
    { notes = [], refusedAt }: { notes?: readonly string[]; refusedAt?: number } = {},
  ): Promise<Bodies> {
    const mapping = mappingFor(submission.form, options.mapping);
    const { reference, receivedAt, attempt, signal } = context;
    const facts = factsOf(submission, { reference, receivedAt, notes });
    const recheck = recheckAfter(attempt);
    const checks = { menus, catalog, menuValues, tooLong, recheckMs: recheck, refusedAt, signal };
    const idAssignment: Assignment[] = field
      ? [
          {
            line: `customFields.${field}`,
            path: ['customFields', ...field.split('.')],
            value: submission.id,
            source: 'id',
          },
        ]
      : [];
    const [contact, incident] = await Promise.all([
      prepare('contacts', assignmentsFor(mapping.contact, facts), checks),
      prepare('incidents', [...assignmentsFor(mapping.incident, facts), ...idAssignment], checks),
    ]);
    return { contact, incident };
  }

  function incidentBody(
    submission: Submission,
    contactId: number,
    assignments: readonly Assignment[],
  ): Record<string, unknown> {
    const own: Assignment = { line: '', path: ['primaryContact', 'id'], value: contactId, source: '' };
    const body = assemble([...assignments, own]);
    const subject = String(body.subject ?? 'Application');
    return { ...body, subject: field ? subject : withToken(subject, submission.id) };
  }

  /**
   * Runs `create` with the bodies. When the site refuses them, it may have changed since we last asked: it is asked
   * again, which names what is wrong or brings a body that it takes.
   */
  async function withFreshKnowledge<T>(
    bodies: Bodies,
    again: (refusedAt: number) => Promise<Bodies>,
    create: (bodies: Bodies) => Promise<T>,
  ): Promise<T> {
    try {
      return await create(bodies);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.kind !== 'rejected') throw error;
      const fresh = await again(now());
      if (JSON.stringify(fresh) === JSON.stringify(bodies)) throw error;
      return create(fresh);
    }
  }

  /** The contact that the incident goes on, found or made, and what a recruiter should know of it. */
  async function contactFor(
    submission: Submission,
    context: DeliveryContext,
    { bodies, found }: { bodies: Bodies; found: readonly Contact[] },
  ): Promise<{ id: number; notes: readonly string[] }> {
    const { signal, record } = context;
    let existing = chooseContact(found, severalContacts);
    if (!existing) {
      const made = await withFreshKnowledge(
        bodies,
        (refusedAt) => bodiesFor(submission, context, { refusedAt }),
        ({ contact }) => createContact(client, contact, lookupEmail(submission), signal),
      );
      if ('id' in made) {
        // Where addresses are shared, the next attempt has to know which of several it made.
        await record({ contact: String(made.id) });
        return { id: made.id, notes: [] };
      }
      existing = chooseContact(made.contacts, severalContacts);
    }
    if (!existing) throw new DeliveryError('retry', 'find-contact: the reply cannot be read');
    const noted = existing.note ? [existing.note] : [];
    const updated = updateExisting.length > 0 ? await update(bodies, existing.id, signal) : [];
    return { id: existing.id, notes: [...noted, ...updated] };
  }

  /** An update that the site refuses must not keep the recruiter from calling; it is noted on the incident. */
  async function update({ contact }: Bodies, id: number, signal: AbortSignal): Promise<string[]> {
    try {
      const lines = await updateContact(client, id, contact, updateExisting, signal);
      return lines.length > 0 ? [`Updated on contact ${id}: ${lines.join(', ')}.`] : [];
    } catch (error) {
      // A refused credential concerns everything; a right that is lacking here concerns the update alone.
      if (!(error instanceof SiteRefusal) || error.kind === 'retry' || error.status === 401) throw error;
      return [`Contact ${id} could not be updated: the site refused it (${error.code ?? error.status}).`];
    }
  }

  async function placeIncident(submission: Submission, context: DeliveryContext): Promise<Receipt> {
    const { attempt, checkpoints, signal } = context;
    const again = attempt > 1;
    if (again && field) {
      const there = await findBySubmissionId(client, field, submission.id, signal).catch((error: unknown) => {
        if (!(error instanceof SiteRefusal) || error.kind !== 'rejected') throw error;
        // The question is the same for every application: it is the field that the site no longer has.
        throw new DeliveryError('rejected', `${error.message}, incidents cannot be searched by ${field}`, {
          recheckMs: recheckAfter(attempt),
          cause: error,
        });
      });
      if (there) return there;
    }
    const email = lookupEmail(submission);
    if (checkEmail(email)) {
      throw new DeliveryError('rejected', 'the application has no usable e-mail address');
    }
    // Without a field, whether an earlier attempt got through is known only once the contacts are.
    const prepared = again && !field ? undefined : await bodiesFor(submission, context);
    const found = await findContacts(client, email, signal);
    const made = Number(checkpoints.contact) || undefined;
    if (again && !field) {
      // Whichever of them was chosen when the earlier attempt created the incident.
      const ids = [...new Set([...found.map(({ id }) => id), ...(made ? [made] : [])])];
      const there = await findByToken(client, ids, submission.id, signal);
      if (there) return there;
    }
    const bodies = prepared ?? (await bodiesFor(submission, context));
    // It may have been merged into another since, or deleted.
    const stands = found.some(({ id }) => id === made);
    const { id, notes } =
      stands && made !== undefined
        ? { id: made, notes: [] }
        : await contactFor(submission, context, { bodies, found });
    return withFreshKnowledge(
      notes.length > 0 ? await bodiesFor(submission, context, { notes }) : bodies,
      (refusedAt) => bodiesFor(submission, context, { notes, refusedAt }),
      ({ incident }) => createIncident(client, incidentBody(submission, id, incident), signal),
    );
  }

  return {
    destination: 'b2c-service',

    async deliver(submission, context): Promise<Receipt> {
      const { previous, checkpoints, files, record } = context;
      const done = previous ?? recorded(checkpoints);
      const receipt = done ?? (await placeIncident(submission, context));
      if (files.length === 0) return receipt;
      if (!done) await record({ incident: receipt.id, incidentReference: receipt.reference ?? '' });
      await sendFiles(client, receipt.id, context);
      return receipt;
    },

    check: (context: CheckContext): Promise<readonly Finding[]> =>
      checkSite({ client, menus, catalog, field, updateExisting, mapping: options.mapping }, context),
  };
}

/** What goes to the site, place by place. */
interface Bodies {
  readonly contact: readonly Assignment[];
  readonly incident: readonly Assignment[];
}

/** The incident that an earlier attempt made before it failed at a file. */
function recorded({ incident, incidentReference }: Checkpoints): Receipt | undefined {
  if (!incident) return undefined;
  return incidentReference ? { id: incident, reference: incidentReference } : { id: incident };
}
