import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Submission } from '../../src/model/index.ts';
import type { DeliveryStore, LeasedDelivery } from '../../src/queue/index.ts';
import { subjectOf } from '../../src/queue/subject.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { buildSubmission } from './submissions.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A data folder that no proxy has any more, with one application in each state, as {@link fillStore} has them. */
export async function filledFolder() {
  const directory = temporaryFolder();
  const store = createSqliteStore({ directory });
  const filled = await fillStore(store);
  await store.close();
  return { directory, ...filled };
}

/**
 * Puts one application in each state into a store, received an hour ago and longer. What was sent of those that are not
 * under way has settled.
 */
export async function fillStore(store: DeliveryStore) {
  const now = Date.now();
  const delivered = await addAt(store, now - 26 * 3_600_000);
  await store.complete(await lease(store, -600_000), { id: '84001', reference: '261121-000000' });
  const attention = await addAt(store, now - 3 * 3_600_000);
  await store.bury(await lease(store, -600_000), { error: 'rejected: create incident: status 400' });
  const leased = await addAt(store, now - 2 * 3_600_000);
  await lease(store, 600_000);
  const queued = await addAt(store, now - 3_600_000 - 5_000);
  return { delivered, attention, leased, queued };
}

/** Stores an application. Resolves to how operators call it. */
export async function addAt(store: DeliveryStore, receivedAt: number, answers = {}) {
  const submission = buildSubmission(answers) as unknown as Submission;
  const options = {
    destinations: ['b2c-service'],
    serialKey: null,
    receivedAt,
    subject: subjectOf(submission),
  };
  const { application } = await store.add(submission, options);
  return { id: submission.id, reference: application.reference };
}

/** Puts another delivery of an application into the folder, one that needs attention. */
export function addDelivery(
  directory: string,
  id: string,
  destination: string,
  { optional = false } = {},
): void {
  const database = new DatabaseSync(join(directory, 'intake.db'));
  database
    .prepare(
      `INSERT INTO deliveries (application_id, destination, optional, state, due_at) VALUES (?, ?, ?, 'attention', 0)`,
    )
    .run(id, destination, Number(optional));
  database.close();
}

async function lease(store: DeliveryStore, forMs: number): Promise<LeasedDelivery> {
  const now = Date.now();
  const options = { destination: 'b2c-service', limit: 1, now, until: now + forMs };
  const [delivery] = await store.lease(options);
  if (!delivery) throw new Error('nothing is due');
  return delivery;
}
