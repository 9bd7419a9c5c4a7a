import type { DatabaseSync } from 'node:sqlite';
import type { SpendOptions } from '../queue/delivery-store.ts';

/** The table of tokens that have been used and have not expired. */
export function createSpentTokens(database: DatabaseSync) {
  const forget = database.prepare('DELETE FROM spent_tokens WHERE expires_at < ?');
  const insert = database.prepare(
    `INSERT INTO spent_tokens (token, application_id, expires_at) VALUES (?, ?, ?) ON CONFLICT (token) DO NOTHING`,
  );
  const select = database.prepare('SELECT application_id FROM spent_tokens WHERE token = ?');

  return {
    /** Uses up a token. False when it has been used for another submission. */
    spend(token: string, { submissionId, expiresAt, now }: SpendOptions): boolean {
      forget.run(now);
      if (insert.run(token, submissionId, expiresAt).changes === 1) return true;
      return (select.get(token) as { application_id: string }).application_id === submissionId;
    },
  };
}
