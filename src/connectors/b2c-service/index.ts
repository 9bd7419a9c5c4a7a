import type { FormDefinition } from '../../model/definition.ts';
import { builtInForms } from '../../model/forms/built-in.ts';
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
import { lookupEmail } from '../mapping/facts.ts';
import type { MappingChanges } from '../mapping/mapping.ts';
import { laterEachTime } from '../set-aside.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { sendFiles } from './attachments.ts';
import { createBodyMaker, send } from './bodies.ts';
import { createCatalog } from './catalog.ts';
import { createSiteCheck } from './check.ts';
import { type B2cServiceClientOptions, createB2cServiceClient } from './client.ts';
import { createContactChoice } from './contact-for.ts';
import { createContactFinder, type SeveralContacts } from './contacts.ts';
import { createIncident, findBySubmissionId, findByToken } from './incidents.ts';
import type { B2cObject } from './mapping-target.ts';
import { createMenus } from './menus.ts';

export type { Credentials } from '../authorization.ts';
export type { MappingChanges, Source } from '../mapping/mapping.ts';
export type { Secret } from '../secret.ts';

export interface B2cServiceConnectorOptions extends B2cServiceClientOptions {
  /**
   * The forms whose applications are delivered. They say which answers are sensitive; of a form that is not among them,
   * only what all forms have stands in the text for recruiters. Default: the built-in ones.
   */
  readonly definitions?: readonly FormDefinition[] | undefined;
  /** Changes to the default mapping. Default: none. */
  readonly mapping?: MappingChanges<B2cObject> | undefined;
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
  const { mapping, definitions = builtInForms } = options;
  const bodyMaker = createBodyMaker({
    menus,
    catalog,
    menuValues,
    tooLong,
    mapping,
    field,
    definitions,
    recheckMs,
    now,
  });
  const findContacts = createContactFinder(client);
  const contactFor = createContactChoice({
    client,
    findContacts,
    severalContacts,
    updateExisting,
    recheckMs,
    incidentsByContact: !field,
  });
  const checkSite = createSiteCheck({
    client,
    menus,
    catalog,
    findContacts,
    field,
    updates: updateExisting.length > 0,
    mapping,
    signInSetting: signInSettings[options.credentials.scheme],
  });

  /** The incident that an earlier attempt made without our knowing, looked for by the submission's id. */
  async function findAgain(id: string, { attempt, signal }: DeliveryContext): Promise<Receipt | undefined> {
    if (attempt === 1 || !field) return undefined;
    try {
      return await findBySubmissionId(client, field, id, signal);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || error.status !== 400) throw error;
      // The question is the same for every application: it is the field that the site no longer has.
      throw new DeliveryError('rejected', `${error.message}: incidents cannot be searched by ${field}`, {
        recheckMs,
        cause: error,
      });
    }
  }

  async function placeIncident(submission: Submission, context: DeliveryContext): Promise<Receipt> {
    const { attempt, checkpoints, signal } = context;
    const there = await findAgain(submission.id, context);
    if (there) return there;
    const email = lookupEmail(submission);
    if (checkEmail(email)) {
      throw new DeliveryError('rejected', 'the application has no usable e-mail address');
    }
    // Without a field, whether an earlier attempt got through is known only once the contacts are.
    const byContact = attempt > 1 && !field;
    const prepared = byContact ? undefined : await bodyMaker.make(submission, context);
    const found = await findContacts(email, signal);
    if (byContact) {
      // Whichever of them was chosen when the earlier attempt created the incident.
      const { contact = [], chosen = [] } = checkpoints;
      const ids = new Set([...found.map(({ id }) => String(id)), contact, chosen].flat());
      const already = await findByToken(client, [...ids], submission.id, signal);
      if (already) return already;
    }
    const bodies = prepared ?? (await bodyMaker.make(submission, context));
    const { id, notes } = await contactFor(submission, context, { bodies, found });
    const noted = notes.length > 0 ? await bodyMaker.make(submission, context, notes) : bodies;
    return send(noted, (latest) =>
      createIncident(client, bodyMaker.incident(submission, id, latest), signal),
    );
  }

  async function place(submission: Submission, context: DeliveryContext): Promise<Receipt> {
    const { previous, checkpoints, files, record } = context;
    const done = previous ?? recorded(checkpoints);
    const receipt = done ?? (await placeIncident(submission, context));
    if (files.length === 0) return receipt;
    if (!done) await record({ incident: receipt.id, incidentReference: receipt.reference ?? '' });
    await sendFiles({ client, incidentId: receipt.id, recheckMs }, context);
    return receipt;
  }

  return {
    destination: 'b2c-service',

    async deliver(submission, context): Promise<Receipt> {
      context.signal.throwIfAborted();
      try {
        return await place(submission, context);
      } catch (error) {
        throw await laterEachTime(error, context);
      }
    },

    check: (context: CheckContext): Promise<readonly Finding[]> => checkSite(context),
  };
}

/** The incident that an earlier attempt made before it failed at a file. */
function recorded({ incident, incidentReference }: Checkpoints): Receipt | undefined {
  if (!incident) return undefined;
  return incidentReference ? { id: incident, reference: incidentReference } : { id: incident };
}

/** The setting that a refused sign-in points at. */
const signInSettings = { basic: 'username', session: 'sessionToken', oauth: 'oauthClientId' } as const;
