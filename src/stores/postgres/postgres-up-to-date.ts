import { StoreUnavailable } from '../../queue/delivery-store.ts';
import { NewerSchema, OlderSchema } from '../other-schema.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { latestSchema } from './postgres-schema.ts';

/**
 * Sees that a database has the present version, for somebody who makes and changes no tables. Rejects with
 * {@link OlderSchema} where a proxy has to be started first, and with {@link NewerSchema}.
 */
export async function requireUpToDate(database: PostgresDatabase): Promise<void> {
  const found = await schemaVersion(database);
  if (found < latestSchema) throw new OlderSchema(`Schema ${found}, and this program needs ${latestSchema}`);
  if (found > latestSchema) throw new NewerSchema(found, latestSchema);
}

/** The version of a database's schema; 0 for an empty one. */
async function schemaVersion(database: PostgresDatabase): Promise<number> {
  try {
    const [row] = await database.rows<{ version: number }>('SELECT version FROM schema_version WHERE id = 1');
    return row?.version ?? 0;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    if ((error.cause as { code?: string }).code === undefinedTable) return 0;
    throw error;
  }
}

/** PostgreSQL, appendix A, "Error Codes": `undefined_table`. */
const undefinedTable = '42P01';
