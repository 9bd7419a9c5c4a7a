import {
  type DeliveryDetails,
  type DeliveryFilter,
  type DeliveryKey,
  type DeliveryOperations,
  type DeliverySummary,
  type EraseOutcome,
  type FileSummary,
  type RetryOptions,
  type RetryOutcome,
  retryDueAt,
} from '../queue/delivery-operations.ts';
import { erasedError } from '../queue/erasure.ts';
import { type Application, type Delivery, type KeptFile, stateOf } from './memory-application.ts';

/** What operators do with the deliveries of a memory store. */
export function createMemoryOperations(applications: Map<string, Application>): DeliveryOperations {
  function found({ email, phone, ...filter }: DeliveryFilter): DeliverySummary[] {
    return [...applications.values()]
      .filter(({ submission: { answers } }) => isOf(answers, email, phone))
      .flatMap((application) =>
        Array.from(application.deliveries.values(), (each) => summaryOf(application, each)),
      )
      .filter((each) => fits(each, filter))
      .sort((a, b) => inOrder(b, a));
  }

  function retry({ id, destination }: DeliveryKey, options: RetryOptions): RetryOutcome {
    const delivery = applications.get(id)?.deliveries.get(destination);
    if (!delivery) return 'unknown';
    if (delivery.lastError === erasedError) return 'erased';
    if (delivery.state === 'leased' || delivery.state === 'delivered') return delivery.state;
    const { attempts, leaseUntil } = delivery;
    const dueAt = retryDueAt(attempts > 0 ? leaseUntil : undefined, options);
    if (delivery.state === 'attention') {
      Object.assign(delivery, { dueAt, owedSince: options.now, attemptsBefore: attempts });
    }
    delete delivery.recheckAt;
    Object.assign(delivery, { state: 'queued', dueAt: Math.min(delivery.dueAt, dueAt), last: false });
    return 'due';
  }

  function erase(id: string, now: number): EraseOutcome {
    const application = applications.get(id);
    if (!application) return 'unknown';
    const deliveries = [...application.deliveries.values()];
    if (deliveries.some(({ state, leaseUntil }) => state === 'leased' && leaseUntil > now)) return 'leased';
    if (application.erasedAt !== undefined) return 'erased';
    const { form, formVersion, language } = application.submission;
    const submission = { id, form, formVersion, language, answers: {}, attribution: {}, consents: [] };
    for (const delivery of deliveries) {
      delete delivery.recheckAt;
      delivery.checkpoints = {};
      Object.assign(
        delivery,
        delivery.receipt ? { state: 'delivered' } : { state: 'attention', lastError: erasedError },
      );
    }
    applications.set(id, { ...application, submission, content: '', erasedAt: now, files: [] });
    return 'erased';
  }

  return {
    now: () => Date.now(),

    async list(filter, { limit, after }) {
      const rest = found(filter).filter((each) => !after || inOrder(each, after) < 0);
      return rest.slice(0, limit);
    },

    count: async (filter) => found(filter).length,

    async idOf(reference) {
      return [...applications.values()].find((each) => each.reference === reference)?.submission.id;
    },

    async show(id) {
      const application = applications.get(id);
      return application && { ...outline(application), files: application.files.map(fileSummary) };
    },

    retry: async (deliveries, options) => deliveries.map((each) => retry(each, options)),

    async export(id) {
      const application = applications.get(id);
      if (!application) return undefined;
      return {
        ...outline(application),
        ...(application.erasedAt === undefined && { submission: application.submission }),
        files: application.files.map((file) => ({
          ...fileSummary(file),
          name: file.name,
          ...(file.content && { content: file.content }),
        })),
      };
    },

    erase: async (ids, { now }) => ids.map((id) => erase(id, now)),

    async close() {},
  };
}

/** Whether somebody with this e-mail address and this telephone number has given these answers. */
function isOf(answers: Application['submission']['answers'], email?: string, phone?: string): boolean {
  const normal = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : undefined);
  if (email !== undefined && normal(answers.email) !== normal(email)) return false;
  return phone === undefined || normal(answers.phone) === normal(phone);
}

function outline({ submission, reference, receivedAt, erasedAt, deliveries }: Application) {
  return {
    id: submission.id,
    reference,
    receivedAt,
    ...(erasedAt !== undefined && { erasedAt }),
    deliveries: Array.from(deliveries.values(), detailsOf),
  };
}

function fileSummary({ id, type, size, receivedAt, content }: KeptFile): FileSummary {
  return { id, type, size, receivedAt, kept: content !== undefined };
}

function summaryOf(
  { submission, reference, receivedAt, files }: Application,
  delivery: Delivery,
): DeliverySummary {
  return { id: submission.id, reference, receivedAt, files: files.length, ...stateOf(delivery) };
}

function detailsOf(delivery: Delivery): DeliveryDetails {
  const { state, leaseUntil, checkpoints } = delivery;
  return { ...stateOf(delivery), ...(state === 'leased' && { leaseUntil }), checkpoints };
}

function fits(summary: DeliverySummary, filter: Omit<DeliveryFilter, 'email' | 'phone'>): boolean {
  const { receivedFrom = 0, receivedBefore = Number.POSITIVE_INFINITY, ...same } = filter;
  if (summary.receivedAt < receivedFrom || summary.receivedAt >= receivedBefore) return false;
  if (same.state === 'attention' && summary.lastError === erasedError) return false;
  return Object.entries(same).every(
    ([key, value]) => value === undefined || summary[key as keyof typeof same] === value,
  );
}

type Place = DeliveryKey & { readonly receivedAt: number };

/** Below zero where `a` comes first of what is sorted upwards. */
function inOrder(a: Place, b: Place): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt - b.receivedAt;
  const [one, other] = [`${a.id} ${a.destination}`, `${b.id} ${b.destination}`];
  return one < other ? -1 : Number(one > other);
}
