import type { DatabaseSync } from 'node:sqlite';
import { type EraseLimits, erasedAtOnce, erasedError } from '../queue/erasure.ts';
import { createDataKeyTable } from './sqlite-data-keys.ts';

/**
 * Erases applications in a database. To be called within a transaction; after it, `purge` takes what was erased out of
 * the log and the free pages.
 */
export function createErasure(database: DatabaseSync) {
  // Each connection asks for itself.
  database.exec('PRAGMA secure_delete = on');
  const keys = createDataKeyTable(database);
  const selectErasable = database.prepare(
    `SELECT 1 FROM applications WHERE id = ?1 AND erased_at IS NULL AND NOT EXISTS (
       SELECT 1 FROM deliveries WHERE application_id = ?1 AND state = 'leased')`,
  );
  const erase = database.prepare(
    `UPDATE applications SET content = '', review = NULL, email_hash = NULL, phone_hash = NULL, erased_at = ?
     WHERE id = ?`,
  );
  const deleteFiles = database.prepare('DELETE FROM files WHERE application_id = ?');
  const strip = database.prepare(
    'UPDATE deliveries SET serial_key = NULL, checkpoints = NULL WHERE application_id = ?',
  );
  const end = database.prepare(
    `UPDATE deliveries SET recheck_at = NULL, state = iif(receipt IS NULL, 'attention', 'delivered'),
       last_error = iif(receipt IS NULL, '${erasedError}', last_error)
     WHERE application_id = ? AND state <> 'delivered'`,
  );
  const selectEnded = database.prepare(
    `SELECT id FROM applications
     WHERE erased_at IS NULL AND received_at < max(?1, ?2)
       AND EXISTS (SELECT 1 FROM deliveries WHERE application_id = id AND NOT optional)
       AND NOT EXISTS (
         SELECT 1 FROM deliveries WHERE application_id = id AND (NOT optional OR state = 'leased') AND NOT coalesce(
           state = 'delivered' AND settled_at < ?1 OR state = 'attention' AND settled_at < ?2, false))
     ORDER BY received_at LIMIT ${erasedAtOnce}`,
  );

  return {
    /**
     * Erases these applications, `now` in milliseconds since 1970, whatever their state, except those that a worker has
     * in hand: those are left as they are. What was not delivered never will be; what waited with a later file is
     * delivered again, as its receipt says. Returns the ids of those that were
     * erased.
     */
    eraseApplications(ids: readonly string[], now: number): string[] {
      return ids.filter((id) => {
        if (!selectErasable.get(id)) return false;
        keys.destroy(id);
        erase.run(now, id);
        deleteFiles.run(id);
        strip.run(id);
        end.run(id);
        return true;
      });
    },

    /** The ids of some applications that have ended before these limits, oldest first. */
    ended: ({ deliveredBefore, attentionBefore }: EraseLimits): string[] =>
      (selectEnded.all(deliveredBefore, attentionBefore) as { id: string }[]).map(({ id }) => id),
  };
}
