import { type Checkpoints, type DeliveryContext, DeliveryError } from '../connector.ts';
import { SiteRefusal } from '../site-refusal.ts';
import { fileAnew } from './attachments.ts';
import type { FusionServiceClient } from './client.ts';
import { hasLooked, tells } from './look-by-hand.ts';
import type { FindServiceRequest, ServiceRequest } from './service-requests.ts';
import { blind, type Unseen } from './sight.ts';

export interface GoneOptions {
  readonly client: FusionServiceClient;
  readonly findServiceRequest: FindServiceRequest;
  readonly unseen: Unseen;
}

/**
 * What becomes of an application whose service request or interaction is recorded and not there any more, so that
 * whatever goes onto it is refused for ever. To the account, one that somebody deleted looks like one that it may not
 * see any more, and a second one must not come from that. So a person is told; when that person has it tried again, the
 * record is forgotten, looked for by the submission's id like any other, and made anew where there is none.
 */
export function createGone({ client, findServiceRequest, unseen }: GoneOptions) {
  /** The delivery without the records that a person knows to be gone. */
  async function forgotten(context: DeliveryContext): Promise<DeliveryContext> {
    const changes = hasLooked(context, 'serviceRequestGone')
      ? withoutServiceRequest(context.checkpoints)
      : hasLooked(context, 'interactionGone')
        ? withoutInteraction
        : undefined;
    if (!changes) return context;
    await context.record(changes);
    return { ...context, checkpoints: { ...context.checkpoints, ...changes } };
  }

  /** What an attempt ends with that failed: where the site refused something, after a look at what it was to go onto. */
  async function lookAgain(error: unknown, submissionId: string, context: DeliveryContext): Promise<unknown> {
    const refusal = refusalIn(error);
    const { checkpoints, previous, record, signal } = context;
    const { serviceRequest: id, serviceRequestNumber: number, interaction, reference } = checkpoints;
    if (!refusal || !id || !number || previous) return error;
    const notSeen = await unseen(signal);
    if (notSeen) return blind(notSeen);
    const there = await findServiceRequest(submissionId, signal);
    if (!there) return gone('serviceRequestGone', `service request ${number}`);
    if (there.id !== id || there.number !== number) {
      await record(elsewhere(there, id, checkpoints));
      const problem = `the application stands on service request ${there.number}, no longer on ${number}`;
      return new DeliveryError('retry', `${refusal.message}; ${problem}`, { cause: error });
    }
    const isOnInteraction = refusal.status === 404 && interaction && !reference;
    return isOnInteraction && !(await isInteraction(interaction, signal))
      ? gone('interactionGone', `interaction ${interaction}`)
      : error;

    async function gone(name: string, what: string): Promise<DeliveryError> {
      await record(tells(context, name));
      const problem = `${what}, which an earlier attempt made, is gone, or the account does not see it any more`;
      const fix = 'have the application tried again to have it looked for, and made anew if there is none';
      return new DeliveryError('rejected', `${refusal?.message}; ${problem}; ${fix}`, { cause: error });
    }
  }

  async function isInteraction(id: string, signal: AbortSignal): Promise<boolean> {
    try {
      await client.read('find-interaction', `interactions/${id}`, signal);
      return true;
    } catch (error) {
      if (error instanceof SiteRefusal && error.status === 404) return false;
      throw error;
    }
  }

  return { forgotten, lookAgain };
}

/** What the site refused, for this application alone; of several files, the first that was. */
function refusalIn(error: unknown): SiteRefusal | undefined {
  const refusal = error instanceof SiteRefusal || !(error instanceof Error) ? error : error.cause;
  return refusal instanceof SiteRefusal && refusal.kind === 'rejected' ? refusal : undefined;
}

const withoutInteraction: Checkpoints = {
  interaction: '',
  interactionNumber: '',
  interactionAsked: '',
  interactionGone: '',
  reference: '',
};

/** The interaction stays: it gets a reference to the new service request. */
const withoutServiceRequest = (checkpoints: Checkpoints): Checkpoints => ({
  serviceRequest: '',
  serviceRequestNumber: '',
  serviceRequestGone: '',
  message: '',
  reference: '',
  assigned: '',
  complete: '',
  ...Object.fromEntries(
    Object.keys(checkpoints)
      .filter((name) => name.startsWith('file:'))
      .map((name) => [name, fileAnew]),
  ),
});

/** The service request as it is found now; where it is another one, what was put onto the old one has to follow. */
const elsewhere = (there: ServiceRequest, before: string, checkpoints: Checkpoints): Checkpoints => ({
  ...(there.id !== before && withoutServiceRequest(checkpoints)),
  serviceRequest: there.id,
  serviceRequestNumber: there.number,
});
