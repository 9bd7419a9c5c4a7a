import { type DeliveryContext, DeliveryError } from '../connector.ts';
import type { Body } from './bodies.ts';
import type { FusionServiceClient } from './client.ts';
import { forgetContact } from './contacts.ts';
import type { Filters } from './filter.ts';
import { hasLooked, tells } from './look-by-hand.ts';
import type { ServiceRequest } from './service-requests.ts';
import { interactionSchema, madeReferenceSchema, referenceSchema } from './wire.ts';

export interface Interaction {
  readonly id: string;
  readonly number: string | undefined;
}

export interface InteractionOptions {
  readonly client: FusionServiceClient;
  readonly filters: Filters;
  /** The attribute that carries the submission's id; null where there is none. */
  readonly key: string | null;
  /** Whether the reference to the service request goes out with the interaction or after it. */
  readonly references: 'inline' | 'child';
  /** What the site calls a service request in a reference. */
  readonly referenceType: string;
}

interface Surroundings {
  readonly contact?: string | undefined;
  readonly serviceRequest?: ServiceRequest | undefined;
  /** Whether this attempt has looked for it already, and found none. Default: false. */
  readonly lookedFor?: boolean;
}

/** Makes the interaction of an application, once, and its reference to the service request. */
export function createInteractions({ client, filters, key, references, referenceType }: InteractionOptions) {
  async function find(submissionId: string, signal: AbortSignal): Promise<Interaction | undefined> {
    if (!key) return undefined;
    const fields = [...new Set(['InteractionId', 'InteractionNumber', key])].join(',');
    const path = `interactions?${filters.equals(key, submissionId)}&fields=${fields}&onlyData=true`;
    const rows = await client.list('find-interaction', path, interactionSchema, signal, {
      refused: 'misconfigured',
    });
    const found = rows.find((row) => row[key] === submissionId);
    if (rows.length > 0 && !found) {
      throw new DeliveryError(
        'misconfigured',
        `find-interaction: the site answers with interactions whose ${key} is another`,
      );
    }
    return found && { id: found.InteractionId, number: found.InteractionNumber ?? undefined };
  }

  const referenceTo = ({ id }: ServiceRequest) => ({ ObjectTypeCd: referenceType, ObjectId: BigInt(id) });

  async function create(
    body: Body,
    contact: string | undefined,
    serviceRequest: ServiceRequest | undefined,
    context: DeliveryContext,
  ): Promise<Interaction> {
    const { signal } = context;
    const whole = {
      ...body,
      ...(contact && { ContactPartyId: BigInt(contact) }),
      ...(serviceRequest &&
        references === 'inline' && { interactionReferences: [referenceTo(serviceRequest)] }),
    };
    const made = await client
      .post('create-interaction', 'interactions', whole, interactionSchema, signal)
      .catch(forgetContact(context));
    return { id: made.InteractionId, number: made.InteractionNumber ?? undefined };
  }

  /**
   * Without a key nothing tells whether a call without an answer got through. That a call goes out is then recorded
   * first, so that a later attempt leaves it to a person, who looks and has it tried again. That a person was told says
   * nothing yet: the attempt that did may have died of something else. Only a retry by hand right after it counts.
   */
  async function createOnce(
    make: () => Promise<Interaction>,
    context: DeliveryContext,
  ): Promise<Interaction> {
    if (key) return make();
    const { checkpoints, record } = context;
    if (checkpoints.interactionAsked && !hasLooked(context, 'interactionTold')) {
      await record(tells(context, 'interactionTold'));
      throw new DeliveryError(
        'rejected',
        'create-interaction: an earlier attempt may have made it, and interactionKey is null, so it cannot be looked for; look by hand, and have it tried again if there is none',
      );
    }
    await record({ interactionAsked: 'open', interactionTold: '' });
    try {
      return await make();
    } catch (error) {
      const isOpen = !(error instanceof DeliveryError) || error.uncertain;
      if (!isOpen) await record({ interactionAsked: '' });
      throw error;
    }
  }

  return {
    find,

    /** The interaction of an application: what an earlier attempt made, or a new one. */
    async place(
      body: Body,
      context: DeliveryContext,
      submissionId: string,
      { contact, serviceRequest, lookedFor = false }: Surroundings,
    ): Promise<Interaction> {
      const { attempt, checkpoints, record, signal } = context;
      const { interaction: recorded } = checkpoints;
      const there = recorded
        ? { id: recorded, number: checkpoints.interactionNumber || undefined }
        : attempt > 1 && !lookedFor
          ? await find(submissionId, signal)
          : undefined;
      const interaction =
        there ?? (await createOnce(() => create(body, contact, serviceRequest, context), context));
      const whole = !serviceRequest || (!there && references === 'inline');
      if (!recorded) {
        await record({
          interaction: interaction.id,
          interactionNumber: interaction.number ?? '',
          ...(whole && { reference: 'made' }),
        });
      }
      if (whole || checkpoints.reference) return interaction;
      const path = `interactions/${interaction.id}/child/interactionReferences`;
      const wanted = referenceTo(serviceRequest);
      const known = there
        ? await client.list('list-references', `${path}?onlyData=true`, referenceSchema, signal)
        : [];
      const isThere = known.some(
        ({ ObjectTypeCd, ObjectId }) => ObjectTypeCd === referenceType && ObjectId === serviceRequest.id,
      );
      if (!isThere) await client.post('create-reference', path, wanted, madeReferenceSchema, signal);
      await record({ reference: 'made' });
      return interaction;
    },
  };
}
