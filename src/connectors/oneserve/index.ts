import { builtInForms } from '../../model/forms/built-in.ts';
import type { Connector } from '../connector.ts';
import { checkOneserve } from './check.ts';
import { createOneserveClient, type OneserveClientOptions } from './client.ts';
import { type ContactOptions, createContactMaker } from './contact.ts';

export interface OneserveConnectorOptions extends OneserveClientOptions, Omit<ContactOptions, 'definitions'> {
  /** The forms whose applications are delivered. Default: the built-in ones. */
  readonly definitions?: ContactOptions['definitions'] | undefined;
}

/**
 * Delivers applications to Oneserve (classic API, `rest/contact/contact`): one contact for a submission.
 *
 * The API stores a contact under a key of ours, `contactRef`, and the same call again changes nothing. So an attempt is one
 * call, whatever earlier ones did:
 * 1. Make the object: every mandatory field, length and type is seen to before it goes out, since the API's refusals name
 *    no field.
 * 2. Post it. Only a body that says `success` counts, whatever the status; everything else ends the attempt, and the next
 *    one posts the same again.
 *
 * No id comes back and nothing can be read: the receipt is our own `contactRef`. The API takes no files.
 */
export function createOneserveConnector(options: OneserveConnectorOptions): Connector {
  const { definitions = builtInForms } = options;
  const client = createOneserveClient(options);
  const makeContact = createContactMaker({ ...options, definitions });

  return {
    destination: 'oneserve',

    async deliver(submission, context) {
      context.signal.throwIfAborted();
      if (context.previous) return context.previous;
      const { contactRef, body } = await makeContact(submission, context);
      await client.post('save-contact', body, context.signal);
      return { id: contactRef, reference: contactRef };
    },

    check: (context) => checkOneserve({ ...options, client }, context),
  };
}
