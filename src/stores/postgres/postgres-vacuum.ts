import { Client } from 'pg';
import { StoreUnavailable } from '../../queue/delivery-store.ts';

/** The tables of which something is erased or deleted. */
const tables = 'data_keys, files, applications, deliveries';

/**
 * Has the server clear away what has been erased or deleted, where it lets this user: it passes over a table that belongs
 * to somebody else or is being altered, and autovacuum comes by in its own time. On a connection of its own, since no
 * limit of time fits: the server takes as long as the tables are large.
 */
export function createVacuum(url: string) {
  let client: Client | undefined;

  return {
    /** Rejects with {@link StoreUnavailable} when the server cannot be reached. */
    async run(): Promise<void> {
      const own = new Client({
        connectionString: url,
        application_name: 'applicant-intake vacuum',
        connectionTimeoutMillis: 10_000,
      });
      own.on('error', () => {});
      client = own;
      try {
        await own.connect();
        await own.query(`VACUUM (SKIP_LOCKED) ${tables}`);
      } catch (cause) {
        // A database of another make clears away by itself, and does not know the statement.
        if ((cause as { code?: string }).code !== syntaxError) throw new StoreUnavailable(cause);
      } finally {
        client = undefined;
        await own.end().catch(() => {});
      }
    },

    /** Ends one that is under way. */
    async stop(): Promise<void> {
      await client?.end().catch(() => {});
    },
  };
}

/** PostgreSQL, appendix A, "Error Codes": `syntax_error`. */
const syntaxError = '42601';
