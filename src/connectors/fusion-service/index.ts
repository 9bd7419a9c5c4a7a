import { builtInForms } from '../../model/forms/built-in.ts';
import { checkEmail } from '../../model/rules.ts';
import type { Submission } from '../../model/submission.ts';
import {
  type Checkpoints,
  type Connector,
  type DeliveryContext,
  DeliveryError,
  type Receipt,
} from '../connector.ts';
import { lookupEmail } from '../mapping/facts.ts';
import { attachmentNames, missingFiles, sendFiles } from './attachments.ts';
import { type Bodies, createBodyMaker } from './bodies.ts';
import { createSiteCheck } from './check.ts';
import { createFusionServiceClient } from './client.ts';
import type { FusionServiceConnectorOptions } from './connector-options.ts';
import { constantsOf } from './constants.ts';
import {
  type ContactOptions,
  createContactChoice,
  createContactFinder,
  forgetContact,
  notesIn,
} from './contacts.ts';
import { createFilters } from './filter.ts';
import { createGone } from './gone.ts';
import { createInteractions, type Interaction } from './interactions.ts';
import { defaultLengths, defaultRequired } from './limits.ts';
import { createMessage, hasMessage, type MessageOptions } from './messages.ts';
import { createServiceRequest, createServiceRequestFinder, type ServiceRequest } from './service-requests.ts';
import { blind, createSight, type KnownRecords, seenLately } from './sight.ts';

export type { Credentials } from '../authorization.ts';
export type { MappingChanges, Source } from '../mapping/mapping.ts';
export type { Secret } from '../secret.ts';
export type { FusionServiceConnectorOptions } from './connector-options.ts';

/**
 * Delivers applications to Oracle Fusion Service: one contact for an e-mail address, one service request for a
 * submission, with the whole application in a message, and one interaction that refers to it.
 *
 * The API has no idempotency key, so an attempt goes like this, and records each step that is done:
 * 1. Hold what the mapping makes against the known limits. It would be refused: set the application aside before
 *    anything is half done.
 * 2. From the second attempt on, look for a service request that carries the submission's id. Found: on with 5. None,
 *    though a known record is not seen either: the account is blind, and nothing is created.
 * 3. Look for contacts with the e-mail address, and create one where there is none. Refused: look once more.
 * 4. Create the service request. Only a reply with id and number counts.
 * 5. From the second attempt on, look for the message; create it where there is none.
 * 6. The same for the interaction, by its key, and for its reference. Without a key a person has to look.
 * 7. Ask for the assignment to a queue, which changes nothing the second time.
 * 8. Put the files on it, one by one; from the second attempt on after a look at what is there.
 * With `records: 'interaction'` there is nothing but 1, 3 and 6. Whatever goes wrong ends the attempt; the next one goes
 * on behind the last step recorded, and looks before it creates. What has been recorded and is gone since is made anew
 * once a person has looked.
 */
export function createFusionServiceConnector(options: FusionServiceConnectorOptions): Connector {
  const {
    records = 'service-request',
    submissionIdField = 'SubmissionId_c',
    definitions = builtInForms,
  } = options;
  const { interactionKey = 'OriginalSystemReference', references = 'inline', message = true } = options;
  const { severalContacts = 'newest', emailLookup = 'exact', updateExisting = [] } = options;
  const { channelType = 'ORA_SVC_WEB', sourceCode, mapping } = options;
  const { attachmentChild = 'Attachment', attachmentCategory = 'MISC', sourceSystem = null } = options;
  const { required = defaultRequired, tooLong = 'cut' } = options;
  const serviceRequests = records === 'service-request';
  const lengths = { ...defaultLengths, ...options.lengths };

  const client = createFusionServiceClient(options);
  const filters = createFilters(options);
  const contactOptions: ContactOptions = {
    client,
    filters,
    severalContacts,
    updateExisting,
    emailLookup,
    upsert: options.upsertContacts ?? false,
  };
  const findContacts = createContactFinder(contactOptions);
  const contactFor = createContactChoice(contactOptions);
  const findServiceRequest = createServiceRequestFinder({ client, filters, submissionIdField });
  const { referenceType = 'SVC_SERVICE_REQUESTS' } = options;
  const interactions = createInteractions({
    client,
    filters,
    key: interactionKey,
    references,
    referenceType,
  });
  const known: KnownRecords = {
    knownRecord: options.knownRecord ?? null,
    knownServiceRequest: (serviceRequests && options.knownServiceRequest) || null,
    knownInteraction: (interactionKey && options.knownInteraction) || null,
  };
  const unseen = createSight({ client, filters, findContacts }, known);
  const unseenLately = seenLately(unseen, options.now ?? Date.now);
  const { forgotten, lookAgain } = createGone({ client, findServiceRequest, unseen });
  const constants = constantsOf({ ...options, channelType });
  const make = createBodyMaker({
    mapping,
    definitions,
    serviceRequests,
    submissionIdField,
    interactionKey,
    sourceSystem,
    addressNeedsCountry: options.addressNeedsCountry ?? true,
    constants,
    lengths,
    required,
    tooLong,
    heldElsewhere: serviceRequests && message,
  });
  const messageOptions: MessageOptions = {
    type: options.messageType ?? 'ORA_SVC_CUSTOMER_ENTRY',
    status: options.messageStatus === undefined ? 'ORA_SVC_READY' : options.messageStatus,
    visibility: options.messageVisibility ?? null,
    channel: channelType,
    source: sourceCode ?? null,
    format: options.messageFormat ?? 'text',
  };

  /** The contact's id and what is to be said of it; no id where the mapping wants no contact. */
  async function contactOf(submission: Submission, { contact }: Bodies, context: DeliveryContext) {
    return contact ? contactFor(submission, contact, context) : { id: undefined, notes: [] };
  }

  /** Steps 2 to 4. */
  async function placeServiceRequest(
    submission: Submission,
    bodies: Bodies,
    context: DeliveryContext,
  ): Promise<ServiceRequest & { readonly notes: readonly string[] }> {
    const { attempt, signal, record } = context;
    const findAgain = () => findServiceRequest(submission.id, signal);
    const there = attempt > 1 ? await findAgain() : undefined;
    const contact = there ? undefined : await contactOf(submission, bodies, context);
    const notes = contact?.notes ?? notesIn(context.checkpoints);
    const { serviceRequest = {} } = notes.length > 0 ? make(submission, context, notes) : bodies;
    const owner = contact?.id && { PrimaryContactPartyId: BigInt(contact.id) };
    const body = { ...serviceRequest, ...owner };
    const placed =
      there ?? (await createServiceRequest(client, body, findAgain, signal).catch(forgetContact(context)));
    await record({
      serviceRequest: placed.id,
      serviceRequestNumber: placed.number,
      ...((placed.contact ?? contact?.id) && { contact: placed.contact ?? contact?.id ?? '' }),
    });
    return { ...placed, contact: placed.contact ?? contact?.id, notes };
  }

  /** Step 5. */
  async function placeMessage(
    submission: Submission,
    text: string,
    serviceRequest: ServiceRequest,
    { attempt, checkpoints, record, signal }: DeliveryContext,
  ): Promise<void> {
    if (!message || checkpoints.message) return;
    const sought = { id: submission.id, type: messageOptions.type };
    const there = attempt > 1 && (await hasMessage(client, serviceRequest, sought, signal));
    if (!there) await createMessage(client, serviceRequest, text, messageOptions, signal);
    await record({ message: 'made' });
  }

  async function placeAll(
    submission: Submission,
    bodies: Bodies,
    context: DeliveryContext,
  ): Promise<Receipt> {
    const { checkpoints, signal, record } = context;
    const { serviceRequest: id, serviceRequestNumber: number, contact } = checkpoints;
    const placed =
      id && number
        ? { id, number, contact, notes: notesIn(checkpoints) }
        : await placeServiceRequest(submission, bodies, context);
    const noted = placed.notes.length > 0 ? make(submission, context, placed.notes) : bodies;
    await placeMessage(submission, noted.text, placed, context);
    // What was found again may have lost its contact since, and one that was refused is forgotten.
    const needsOwner = !placed.contact && !checkpoints.interaction;
    const owner = needsOwner ? (await contactOf(submission, bodies, context)).id : placed.contact;
    await interactions.place(noted.interaction, context, submission.id, {
      contact: owner,
      serviceRequest: placed,
    });
    if (options.assignQueue && !checkpoints.assigned) {
      const asked = { srNumber: placed.number, overrideQueueFlag: false };
      await client.act('assign-queue', 'serviceRequests/action/runQueueAssignment', asked, signal);
      await record({ assigned: 'asked' });
    }
    return { id: placed.id, reference: placed.number };
  }

  async function placeInteraction(
    submission: Submission,
    bodies: Bodies,
    context: DeliveryContext,
  ): Promise<Receipt> {
    const { attempt, signal, checkpoints } = context;
    const there =
      attempt > 1 && !checkpoints.interaction ? await interactions.find(submission.id, signal) : undefined;
    if (there) return receiptOf(there);
    const { id, notes } = await contactOf(submission, bodies, context);
    const { interaction } = notes.length > 0 ? make(submission, context, notes) : bodies;
    return receiptOf(
      await interactions.place(interaction, context, submission.id, { contact: id, lookedFor: true }),
    );
  }

  async function place(submission: Submission, context: DeliveryContext): Promise<Receipt> {
    const { previous, files } = context;
    if (previous) return previous;
    const done = recorded(context.checkpoints, serviceRequests);
    if (done && isComplete(context.checkpoints)) return done;
    const bodies = make(submission, context);
    if (bodies.contact && checkEmail(lookupEmail(submission))) {
      throw new DeliveryError('rejected', 'the application has no usable e-mail address');
    }
    // Every look-up of this attempt is believed, and something is made where it comes empty. A retry asks anew.
    const look = context.attempt > 1 ? unseen : unseenLately;
    const notSeen = await look(context.signal);
    if (notSeen) throw blind(notSeen);
    const placeIt = serviceRequests ? placeAll : placeInteraction;
    const receipt = await placeIt(submission, bodies, context);
    // What follows are files alone.
    if (files.length > 0) await context.record({ complete: 'placed' });
    return receipt;
  }

  /** Step 8. */
  async function placeFiles(
    submission: Submission,
    receipt: Receipt,
    context: DeliveryContext,
  ): Promise<void> {
    if (!serviceRequests || !attachmentChild || missingFiles(context).length === 0) return;
    const names = attachmentNames(options.attachmentNames ?? {});
    const attachments = { client, child: attachmentChild, category: attachmentCategory, names };
    await sendFiles(attachments, await holderOf(submission, receipt, context), context);
  }

  /**
   * The service request that files go onto. A receipt from a time when `records` was `interaction` names none, though
   * its number may be that of somebody else's; then only one that carries the submission's id will do.
   */
  async function holderOf(
    { id }: Submission,
    receipt: Receipt,
    { previous, checkpoints, signal }: DeliveryContext,
  ): Promise<ServiceRequest> {
    const { reference: number } = receipt;
    const made = recorded(checkpoints, true);
    const isMade = !previous || (made?.id === previous.id && made.reference === number);
    const there = isMade && number ? { id: receipt.id, number } : await findServiceRequest(id, signal);
    if (there) return there;
    throw new DeliveryError(
      'rejected',
      'attach-file: the application was delivered without a service request, and none carries its id, so its files stay in the proxy',
    );
  }

  return {
    destination: 'fusion-service',

    async deliver(submission, given): Promise<Receipt> {
      given.signal.throwIfAborted();
      const context = await forgotten(given);
      try {
        const receipt = await place(submission, context);
        await placeFiles(submission, receipt, context);
        return receipt;
      } catch (error) {
        throw await lookAgain(error, submission.id, context);
      }
    },

    check: createSiteCheck({
      client,
      findContacts,
      findServiceRequest,
      findInteraction: interactions.find,
      unseen,
      known,
      updateExisting,
      mapping,
      lengths,
      serviceRequests,
      submissionIdField,
      interactionKey,
      message,
      constants,
      takesFiles: serviceRequests && attachmentChild !== null,
      signInSetting: options.credentials.scheme === 'oauth' ? 'oauthClientId' : 'username',
    }),
  };
}

/** What an earlier attempt made before it failed at a later step. */
function recorded(checkpoints: Checkpoints, serviceRequests: boolean): Receipt | undefined {
  const { serviceRequest, serviceRequestNumber, interaction, interactionNumber } = checkpoints;
  if (serviceRequests) {
    return serviceRequest && serviceRequestNumber
      ? { id: serviceRequest, reference: serviceRequestNumber }
      : undefined;
  }
  return interaction ? receiptOf({ id: interaction, number: interactionNumber || undefined }) : undefined;
}

const isComplete = ({ complete }: Checkpoints) => Boolean(complete);

const receiptOf = ({ id, number }: Interaction): Receipt => (number ? { id, reference: number } : { id });
