import type { FormDefinition } from '../../model/definition.ts';
import { builtInForms } from '../../model/forms/built-in.ts';
import type { Submission } from '../../model/submission.ts';
import {
  type Checkpoints,
  type Connector,
  type DeliveryContext,
  DeliveryError,
  type Receipt,
} from '../connector.ts';
import { laterEachTime } from '../set-aside.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { createOneserveCheck } from './check.ts';
import { createOneserveClient, type OneserveClientOptions } from './client.ts';
import { type ContactOptions, createContactMaker } from './contact.ts';
import { type ContactRefOptions, contactRefOf } from './contact-ref.ts';

export type { MappingChanges, Source } from '../mapping/mapping.ts';
export type { Secret } from '../secret.ts';

export interface OneserveConnectorOptions extends OneserveClientOptions, ContactOptions, ContactRefOptions {
  /** The client, as the tenant has it, to which the contacts belong. */
  readonly clientRef: string;
  /**
   * The forms whose applications are delivered. They say which answers are sensitive; of a form that is not among them,
   * only what all forms have stands in the text for recruiters. Default: the built-in ones.
   */
  readonly definitions?: readonly FormDefinition[] | undefined;
  /**
   * Whether a check finds out if the system knows the client, by a contact that it has to refuse for other reasons.
   * Default: true.
   */
  readonly checkClient?: boolean | undefined;
  /**
   * After how long an application that was set aside is tried again, in milliseconds. Doubles up to 15 minutes.
   * Default: 60,000.
   */
  readonly recheckMs?: number | undefined;
}

/** What a contact is found by. */
interface Key {
  readonly clientRef: string;
  readonly contactRef: string;
}

/**
 * Delivers applications to Oneserve, each as a contact of its own (classic API).
 *
 * Contacts cannot be read, and no answer holds an id. But a contact is added or brought up to date by client and
 * `contactRef`, a key of ours, so the same call again changes nothing, and an attempt goes like this:
 * 1. Make the contact and hold it against the vendor's table. It would be refused: set the application aside.
 * 2. An earlier attempt may have got through under another key, since the settings have changed: save it under that
 *    one. Only where the system has no such client can nothing stand there; then go on.
 * 3. Write down the key, so that no later attempt uses another.
 * 4. Save the contact. Only `result: "success"` counts. Refused for certain, with no earlier attempt under that key:
 *    forget the key.
 * What has been delivered is not sent again: the system takes no files.
 */
export function createOneserveConnector(options: OneserveConnectorOptions): Connector {
  const { clientRef, definitions = builtInForms, recheckMs = 60_000 } = options;
  const client = createOneserveClient(options);
  const makeContact = createContactMaker({ ...options, definitions });
  const check = createOneserveCheck({ ...options, client });

  async function place(submission: Submission, context: DeliveryContext): Promise<Receipt> {
    const { checkpoints, record, signal } = context;
    const key: Key = { clientRef, contactRef: await contactRefOf(submission, options) };
    const contact = makeContact(submission, context);
    const save = async (under: Key): Promise<Receipt> => {
      await client.saveContact({ ...under, ...contact }, signal);
      return { id: under.contactRef, reference: under.contactRef };
    };

    const earlier = keyIn(checkpoints);
    const isKnown = earlier?.clientRef === key.clientRef && earlier.contactRef === key.contactRef;
    if (earlier && !isKnown) {
      try {
        return await save(earlier);
      } catch (error) {
        if (!(error instanceof SiteRefusal) || error.code !== 'unknown-client-ref') throw error;
      }
    }
    if (!isKnown) await record({ ...key });
    try {
      return await save(key);
    } catch (error) {
      const isRefused = error instanceof DeliveryError && !error.uncertain;
      if (!isKnown && isRefused) await record({ clientRef: '', contactRef: '' });
      throw error;
    }
  }

  return {
    destination: 'oneserve',

    async deliver(submission, context): Promise<Receipt> {
      context.signal.throwIfAborted();
      if (context.previous) return context.previous;
      try {
        return await place(submission, context);
      } catch (error) {
        throw await laterEachTime(worthAnotherLook(error, recheckMs), context);
      }
    },

    check,
  };
}

/** The key under which an earlier attempt may have got through. */
function keyIn({ clientRef, contactRef }: Checkpoints): Key | undefined {
  return clientRef && contactRef ? { clientRef, contactRef } : undefined;
}

/** What stands in the way of one application can go away: a setting, a type id, trouble in the database. */
function worthAnotherLook(error: unknown, recheckMs: number): unknown {
  if (!(error instanceof DeliveryError) || error.kind !== 'rejected') return error;
  return new DeliveryError('rejected', error.message, { recheckMs, cause: error });
}
