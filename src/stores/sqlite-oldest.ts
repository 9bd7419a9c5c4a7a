import type { DatabaseSync } from 'node:sqlite';

/** How many deliveries are looked at, in the order in which their applications came. */
const atMost = 64;

/**
 * Makes the function that finds since when the oldest delivery has been owed that is queued or leased.
 *
 * No index is in that order: it would cost every write something, for a figure that is asked for a few times a minute.
 * Rows lie in the order in which their applications came, so the first one that has been owed ever since is the oldest of
 * these; before it may come some that wait again, for a file. The numbers of the rows stand in the indexes that there
 * are: to go through those of a hundred thousand takes some milliseconds.
 */
export function createOldestOwed(database: DatabaseSync) {
  const select = database.prepare(
    `SELECT min(coalesce(owed_since, received_at)) AS at FROM (
       SELECT rowid AS row FROM deliveries INDEXED BY deliveries_leased
         WHERE destination = ?1 AND state = 'leased'
       UNION ALL SELECT row FROM (
         SELECT rowid AS row FROM deliveries INDEXED BY deliveries_queued
         WHERE destination = ?1 AND state = 'queued' ORDER BY rowid LIMIT ${atMost}))
     JOIN deliveries ON deliveries.rowid = row
     JOIN applications ON applications.id = deliveries.application_id`,
  );

  return (destination: string): number | undefined =>
    (select.get(destination) as { at: number | null }).at ?? undefined;
}
