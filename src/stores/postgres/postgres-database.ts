import { Pool, type PoolClient, TypeOverrides } from 'pg';
import { StoreUnavailable } from '../../queue/delivery-store.ts';

/** What runs statements: the pool, or one connection within a transaction. */
export interface Sql {
  /** Runs one statement with `$1`, `$2` … in it; resolves to the rows it returned. */
  rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs one statement; resolves to how many rows it changed. */
  run(text: string, values?: readonly unknown[]): Promise<number>;
}

/** How long the server may take for a statement, and a transaction for its next one, in milliseconds. */
const statementMs = 10_000;
const idleMs = 15_000;

/** How often a transaction is begun anew that lost against another. */
const maxTries = 8;

/**
 * What only says that two transactions were in each other's way: serialization failure, deadlock, a lock that did not
 * come in time, and a key that another one has just inserted (PostgreSQL, appendix A, "Error Codes").
 */
const inTheWay = new Set(['40001', '40P01', '55P03', '23505']);

/** Whole numbers of 64 bits are times in milliseconds here, which a number holds exactly. */
const types = new TypeOverrides();
types.setTypeParser(20, Number);

/**
 * Connections to a database. A commit returns once it is on stable storage there (`synchronous_commit`). A process
 * that was halted within a transaction must not hold the others up, so the server ends one that goes silent.
 */
export function createPostgresDatabase({ url, connections }: { url: string; connections: number }) {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    types,
    application_name: 'applicant-intake',
    connectionTimeoutMillis: 10_000,
    query_timeout: statementMs + 2_000,
    statement_timeout: statementMs,
    lock_timeout: statementMs / 2,
    idle_in_transaction_session_timeout: idleMs,
    keepAlive: true,
    options: '-c synchronous_commit=on',
  });
  // A connection that breaks fails the statement that is under way, if one is, and is replaced with the next use. Node
  // would end the process for an event that nobody hears.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  const sqlOn = (on: Pick<PoolClient, 'query'>): Sql => ({
    rows: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await on.query(text, [...values])).rows as Row[],
    run: async (text, values = []) => (await on.query(text, [...values])).rowCount ?? 0,
  });

  async function attempt<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(sqlOn(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // Where even this fails the connection is of no further use.
      await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    /** Runs one statement by itself. Rejects with {@link StoreUnavailable}. */
    async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
      try {
        return await sqlOn(pool).rows<Row>(text, values);
      } catch (cause) {
        throw new StoreUnavailable(cause);
      }
    },

    /**
     * Does all of `work` or nothing, and resolves once that is on stable storage. Runs it again where another
     * transaction was in the way. Rejects with {@link StoreUnavailable}; the work may be done even so where the
     * connection broke at the very end.
     */
    async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(work);
        } catch (cause) {
          const { code } = cause as { code?: string };
          if (tries >= maxTries || !inTheWay.has(code ?? '')) throw new StoreUnavailable(cause);
        }
      }
    },

    close: (): Promise<void> => pool.end(),
  };
}

export type PostgresDatabase = ReturnType<typeof createPostgresDatabase>;
