import { NewerSchema } from '../other-schema.ts';
import type { PostgresDatabase, Sql } from './postgres-database.ts';

/**
 * The schema, one step for each version. A step that has been released is never edited: a change is a further step.
 * Times are milliseconds since 1970. `ticket` names the entry in the queue by which a delivery is found when it is due,
 * `fresh_ticket` the one beside it that it has until it is tried. What people typed is sealed: `content`, and names and
 * contents of files; `serial_key`, `sha256` and the hashes of applications are keyed hashes. `settled_at` is when a
 * delivery was delivered, or first needed attention.
 */
const steps: readonly (readonly string[])[] = [
  [
    `CREATE TABLE applications (
      id text PRIMARY KEY,
      reference text NOT NULL UNIQUE,
      received_at bigint NOT NULL,
      content bytea,
      review text,
      email_hash text,
      phone_hash text,
      erased_at bigint
    )`,
    `CREATE INDEX applications_email ON applications (email_hash) WHERE email_hash IS NOT NULL`,
    `CREATE INDEX applications_phone ON applications (phone_hash) WHERE phone_hash IS NOT NULL`,
    `CREATE INDEX applications_kept ON applications (received_at) WHERE erased_at IS NULL`,
    `CREATE INDEX applications_received ON applications (received_at, id)`,
    `CREATE TABLE data_keys (
      application_id text PRIMARY KEY REFERENCES applications (id),
      key_id text NOT NULL,
      wrapped_key bytea NOT NULL
    )`,
    `CREATE INDEX data_keys_of_key ON data_keys (key_id, application_id)`,
    `CREATE TABLE index_key (
      id integer PRIMARY KEY CHECK (id = 1),
      key_id text NOT NULL,
      wrapped_key bytea NOT NULL,
      current_id text NOT NULL
    )`,
    `CREATE TABLE deliveries (
      position bigint GENERATED ALWAYS AS IDENTITY,
      application_id text NOT NULL REFERENCES applications (id),
      destination text NOT NULL,
      state text NOT NULL CHECK (state IN ('queued', 'leased', 'delivered', 'attention')),
      serial_key text,
      attempts integer NOT NULL DEFAULT 0,
      due_at bigint NOT NULL,
      comes_last boolean NOT NULL DEFAULT false,
      lease_until bigint,
      unsettled_until bigint,
      recheck_at bigint,
      ticket text,
      fresh_ticket text,
      last_error text,
      receipt text,
      checkpoints text,
      owed_since bigint NOT NULL,
      attempts_before integer NOT NULL DEFAULT 0,
      settled_at bigint,
      PRIMARY KEY (application_id, destination)
    )`,
    // The lock on an address: whichever process leases, the database has no second lease under one key.
    `CREATE UNIQUE INDEX deliveries_serial ON deliveries (destination, serial_key)
      WHERE state = 'leased' AND serial_key IS NOT NULL`,
    `CREATE INDEX deliveries_owed ON deliveries (destination, owed_since) WHERE state IN ('queued', 'leased')`,
    `CREATE INDEX deliveries_queued ON deliveries (destination, due_at) WHERE state = 'queued'`,
    `CREATE INDEX deliveries_unsettled ON deliveries (destination, unsettled_until)
      WHERE state = 'queued' AND unsettled_until IS NOT NULL`,
    `CREATE INDEX deliveries_leased ON deliveries (destination, lease_until) WHERE state = 'leased'`,
    `CREATE INDEX deliveries_attention ON deliveries (destination, recheck_at) WHERE state = 'attention'`,
    `CREATE TABLE files (
      position bigint GENERATED ALWAYS AS IDENTITY,
      id text PRIMARY KEY,
      application_id text NOT NULL REFERENCES applications (id),
      name bytea NOT NULL,
      type text NOT NULL,
      size bigint NOT NULL,
      sha256 text NOT NULL,
      received_at bigint NOT NULL,
      content bytea,
      UNIQUE (application_id, sha256)
    )`,
    `CREATE INDEX files_kept ON files (received_at) WHERE content IS NOT NULL`,
    `CREATE TABLE spent_tokens (
      token text PRIMARY KEY,
      application_id text NOT NULL,
      expires_at bigint NOT NULL
    )`,
    `CREATE INDEX spent_tokens_expiry ON spent_tokens (expires_at)`,
    `CREATE TABLE probe (id integer PRIMARY KEY, at bigint NOT NULL)`,
  ],
  // An application is delivered once all are that are not optional.
  [`ALTER TABLE deliveries ADD COLUMN optional boolean NOT NULL DEFAULT false`],
];

/** The version that this program needs. */
export const latestSchema = steps.length;

/** The version, for nobody else to change until the end of the transaction. */
const lockVersion = async (sql: Sql): Promise<number> => {
  const [row] = await sql.rows<{ version: number }>(
    'SELECT version FROM schema_version WHERE id = 1 FOR UPDATE',
  );
  return row?.version ?? 0;
};

/**
 * Brings the database to the present version: one step after another, each in a transaction, and one process at a time;
 * then has `prepare` see to whatever else has tables there. Rejects with {@link NewerSchema} when a newer program has
 * written it.
 */
export async function migratePostgres<T>(database: PostgresDatabase, prepare: () => Promise<T>): Promise<T> {
  await database.transaction(async (sql) => {
    await sql.run(
      'CREATE TABLE IF NOT EXISTS schema_version (id integer PRIMARY KEY, version integer NOT NULL)',
    );
    await sql.run('INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING');
  });
  let version = 0;
  do {
    version = await database.transaction(async (sql) => {
      const before = await lockVersion(sql);
      if (before >= latestSchema) return before;
      for (const statement of steps[before] ?? []) await sql.run(statement);
      await sql.run('UPDATE schema_version SET version = $1 WHERE id = 1', [before + 1]);
      return before + 1;
    });
  } while (version < latestSchema);
  if (version > latestSchema) throw new NewerSchema(version, latestSchema);
  return database.transaction(async (sql) => {
    await lockVersion(sql);
    return prepare();
  });
}
