import type { DatabaseSync } from 'node:sqlite';

/**
 * The schema, one step for each version. A step that has been released is never edited: a change is a further step.
 * Times are milliseconds since 1970. `content` is the submission as JSON, to the letter as it was first stored, which
 * is what a repetition is compared with.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    content TEXT NOT NULL
  ) STRICT;

  CREATE TABLE deliveries (
    application_id TEXT NOT NULL REFERENCES applications (id),
    destination TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'delivered', 'attention')),
    serial_key TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    lease_until INTEGER,
    last_error TEXT,
    receipt TEXT,
    PRIMARY KEY (application_id, destination)
  ) STRICT;

  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;

  CREATE INDEX deliveries_queued ON deliveries (destination, due_at) WHERE state = 'queued';
  CREATE INDEX deliveries_leased ON deliveries (destination, serial_key) WHERE state = 'leased';
  CREATE INDEX deliveries_attention ON deliveries (destination) WHERE state = 'attention';
  `,
  // `leasable_at` is when a delivery may be leased: what is queued and what is to be rechecked stand in one order.
  // `content` is the last column, so that a query for the others reads no further.
  `
  ALTER TABLE deliveries ADD COLUMN checkpoints TEXT;
  ALTER TABLE deliveries ADD COLUMN recheck_at INTEGER;
  ALTER TABLE deliveries ADD COLUMN leasable_at INTEGER GENERATED ALWAYS AS (
    CASE state WHEN 'queued' THEN due_at WHEN 'attention' THEN recheck_at END
  ) VIRTUAL;

  DROP INDEX deliveries_queued;
  CREATE INDEX deliveries_leasable ON deliveries (destination, leasable_at) WHERE leasable_at IS NOT NULL;

  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (application_id, sha256)
  ) STRICT;
  `,
];

/** Brings a database to the present version in one transaction. Throws when a newer program has written it. */
export function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > migrations.length) {
    throw new Error(
      `The data were written by a newer applicant-intake (schema ${version}, this one knows ${migrations.length}). Install that version, or restore a backup.`,
    );
  }
  if (version === migrations.length) return;
  database.exec(
    `BEGIN IMMEDIATE; ${migrations.slice(version).join('\n')} PRAGMA user_version = ${migrations.length}; COMMIT;`,
  );
}
