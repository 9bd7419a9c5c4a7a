import { builtInForms } from '../../model/forms/built-in.ts';
import { checkEmail } from '../../model/rules.ts';
import type { Submission } from '../../model/submission.ts';
import { type Connector, type DeliveryContext, DeliveryError, type Receipt } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { checkEgain } from './check.ts';
import { createEgainClient, type EgainClientOptions } from './client.ts';
import { type CustomerOptions, type CustomerParts, createCustomerMaker } from './customer.ts';
import { createEdits, type EditOptions, idsIn } from './edits.ts';
import type { FoundCustomer } from './format.ts';

export interface EgainConnectorOptions
  extends EgainClientOptions,
    EditOptions,
    Omit<CustomerOptions, 'definitions' | 'attributeLength'> {
  /** The forms whose applications are delivered. Default: the built-in ones. */
  readonly definitions?: CustomerOptions['definitions'] | undefined;
  /**
   * What is done with a customer who is there already, since anybody can send a form under any address. `attributes`: only
   * our own custom attributes are set, beside what stands in those for ids and applications. `leave`: nothing is written.
   * `attention`: the application waits for a person. Default: `attributes`.
   */
  readonly existingCustomer?: 'attributes' | 'leave' | 'attention' | undefined;
  /** The id of a customer of nobody's, at whom a check tries the custom attributes. Default: none. */
  readonly checkCustomer?: string | undefined;
  /** Whether customers can be searched by a custom attribute. Default: true. */
  readonly customSearch?: boolean | undefined;
}

/**
 * Delivers applications to eGain (Interaction API): one customer for an e-mail address, who carries every application in
 * custom attributes, since customers have no object for it.
 *
 * The API has no idempotency key. An attempt goes like this:
 * 1. From the second attempt on, search by the attribute with the submission's id. Found: it is done.
 * 2. Search by the e-mail address. A customer who carries the submission's id: it is done.
 * 3. Nobody: create the customer, with everything. Only a `Location` with an id counts. The system refuses, since somebody
 *    has been faster or the address is taken: search once more, and go on with who is there now.
 * 4. Somebody: set our own attributes ({@link createEdits}), and touch nothing else. The same again changes nothing.
 * Whatever goes wrong ends the attempt; the next one begins at 1.
 */
export function createEgainConnector(options: EgainConnectorOptions): Connector {
  const { definitions = builtInForms, existingCustomer = 'attributes', customSearch = true } = options;
  const { submissionIdAttribute = 'submission_id' } = options;
  const client = createEgainClient(options);
  const makeCustomer = createCustomerMaker({ ...options, definitions });
  const edits = createEdits(options);

  const carries = ({ attributes }: FoundCustomer, id: string) =>
    submissionIdAttribute !== null && idsIn(attributes[submissionIdAttribute]).includes(id);

  /** The customer whom an earlier attempt made or marked without our knowing. */
  async function findAgain(
    id: string,
    { attempt, signal }: DeliveryContext,
  ): Promise<FoundCustomer | undefined> {
    if (attempt === 1 || !customSearch || submissionIdAttribute === null) return undefined;
    try {
      const found = await client.find('search', { [`custom.${submissionIdAttribute}`]: id }, signal);
      return found.find((customer) => carries(customer, id));
    } catch (error) {
      // A tenant that cannot be searched so tells by the address what it knows.
      if (error instanceof SiteRefusal && cannotSearch.includes(error.status)) return undefined;
      throw error;
    }
  }

  /** The customers with an address; who shows only others has it not. */
  async function findBy(email: string, signal: AbortSignal): Promise<readonly FoundCustomer[]> {
    const found = await client.find('search', { email }, signal);
    const own = found.filter(({ emails }) => emails.length === 0 || emails.includes(email.toLowerCase()));
    if (found.length > 0 && own.length === 0) {
      throw new DeliveryError(
        'misconfigured',
        'search: the system answers with customers of other e-mail addresses',
      );
    }
    return own;
  }

  async function place(submission: Submission, context: DeliveryContext): Promise<string> {
    const { signal } = context;
    const { id } = submission;
    const again = await findAgain(id, context);
    if (again) return again.id;
    const parts = makeCustomer(submission, context);
    if (checkEmail(parts.email)) {
      throw new DeliveryError('rejected', 'the application has no usable e-mail address');
    }
    const search = async () => {
      const found = await findBy(parts.email, signal);
      const asTyped = found.length === 0 && parts.typedEmail !== parts.email;
      return asTyped ? findBy(parts.typedEmail, signal) : found;
    };
    const found = await search();
    if (found.length > 0) return addTo(found, id, parts, signal);
    try {
      return await client.create(parts.create, signal);
    } catch (error) {
      if (!(error instanceof SiteRefusal) || (error.status !== 400 && error.status !== 409)) throw error;
      const now = await search();
      if (now.length === 0) throw error;
      return addTo(now, id, parts, signal);
    }
  }

  /** Adds an application to a customer: to the one who carries it already, or else to the first. */
  async function addTo(
    found: readonly FoundCustomer[],
    id: string,
    parts: CustomerParts,
    signal: AbortSignal,
  ): Promise<string> {
    const customer = found.find((each) => carries(each, id)) ?? oldest(found);
    if (carries(customer, id) || existingCustomer === 'leave') return customer.id;
    if (existingCustomer === 'attention') {
      throw new DeliveryError('rejected', 'a customer with the e-mail address is there already');
    }
    const edit = edits.adding(customer, parts);
    if (edit) await client.update(edit, signal);
    return customer.id;
  }

  return {
    destination: 'egain',

    async deliver(submission, context): Promise<Receipt> {
      context.signal.throwIfAborted();
      return context.previous ?? { id: await place(submission, context) };
    },

    check: (context) => checkEgain({ ...options, client, edits, customSearch }, context),

    close: () => client.close(),
  };
}

/** How a search by something that the system does not know may be refused. */
const cannotSearch = [400, 403, 405, 422, 501];

/** Of several, the one who was there first: ids go up. */
function oldest(found: readonly FoundCustomer[]): FoundCustomer {
  const [first, ...rest] = found;
  if (!first) throw new RangeError('there is no customer');
  return rest.reduce((one, other) => (BigInt(other.id) < BigInt(one.id) ? other : one), first);
}
