import type { DatabaseSync } from 'node:sqlite';
import { NewerSchema } from './other-schema.ts';

/**
 * The schema, one step for each version. A step that has been released is never edited: a change is a further step.
 * Times are milliseconds since 1970. `content` is the submission as JSON, to the letter as it was first stored, which
 * is what a repetition is compared with; what was noted for a review stands apart from it. The names of columns with
 * what a person typed are those of the first version, in which it was in clear text.
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
  // `owed_since` is null where the delivery has been owed since the application came. `delivery_counts` is kept by
  // triggers: to count a million rows takes long. `content` is the last column, so that a query for the others reads
  // no further; it is null once it has been deleted.
  `
  ALTER TABLE deliveries ADD COLUMN checkpoints TEXT;
  ALTER TABLE deliveries ADD COLUMN recheck_at INTEGER;
  ALTER TABLE deliveries ADD COLUMN owed_since INTEGER;
  ALTER TABLE deliveries ADD COLUMN attempts_before INTEGER NOT NULL DEFAULT 0;

  CREATE INDEX deliveries_rechecks ON deliveries (destination, recheck_at)
    WHERE state = 'attention' AND recheck_at IS NOT NULL;

  CREATE TABLE delivery_counts (state TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
  INSERT INTO delivery_counts (state, n) VALUES ('queued', 0), ('leased', 0), ('delivered', 0), ('attention', 0);
  UPDATE delivery_counts SET n = (SELECT count(*) FROM deliveries WHERE deliveries.state = delivery_counts.state);
  CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
    UPDATE delivery_counts SET n = n + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON deliveries WHEN OLD.state <> NEW.state BEGIN
    UPDATE delivery_counts SET n = n - 1 WHERE state = OLD.state;
    UPDATE delivery_counts SET n = n + 1 WHERE state = NEW.state;
  END;
  CREATE TRIGGER delivery_removed AFTER DELETE ON deliveries BEGIN
    UPDATE delivery_counts SET n = n - 1 WHERE state = OLD.state;
  END;

  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    content BLOB,
    UNIQUE (application_id, sha256)
  ) STRICT;

  CREATE INDEX files_kept ON files (received_at) WHERE content IS NOT NULL;
  `,
  // `review` is a list in JSON, or null where there was nothing to note.
  `
  ALTER TABLE applications ADD COLUMN review TEXT;

  CREATE TABLE spent_tokens (
    token TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX spent_tokens_expiry ON spent_tokens (expires_at);
  `,
  // What comes last, and what has never been tried, each found without reading what else is due.
  `
  ALTER TABLE deliveries ADD COLUMN last INTEGER NOT NULL DEFAULT 0;

  DROP INDEX deliveries_queued;
  CREATE INDEX deliveries_queued ON deliveries (destination, last, due_at) WHERE state = 'queued';
  CREATE INDEX deliveries_untried ON deliveries (destination, due_at) WHERE state = 'queued' AND attempts = 0;
  `,
  // From here on the content of applications, and the names and contents of files, are sealed; `content` and `name` in
  // base64. `unfinished` names what a migration leaves to code. `settled_at` is when a delivery was delivered, or first
  // needed attention; of old ones it is not known, and when they fell due comes close.
  `
  CREATE TABLE data_keys (
    id INTEGER PRIMARY KEY,
    application_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    wrapped_key BLOB NOT NULL
  ) STRICT;
  ALTER TABLE applications ADD COLUMN data_key INTEGER REFERENCES data_keys (id);

  CREATE TABLE index_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    key_id TEXT NOT NULL,
    wrapped_key BLOB NOT NULL,
    current_id TEXT NOT NULL
  ) STRICT;

  ALTER TABLE applications ADD COLUMN email_hash TEXT;
  ALTER TABLE applications ADD COLUMN phone_hash TEXT;
  ALTER TABLE applications ADD COLUMN erased_at INTEGER;
  CREATE INDEX applications_email ON applications (email_hash) WHERE email_hash IS NOT NULL;
  CREATE INDEX applications_phone ON applications (phone_hash) WHERE phone_hash IS NOT NULL;
  CREATE INDEX applications_kept ON applications (received_at) WHERE erased_at IS NULL;

  ALTER TABLE deliveries ADD COLUMN settled_at INTEGER;
  UPDATE deliveries SET settled_at = due_at WHERE state IN ('delivered', 'attention');
  CREATE INDEX deliveries_erased ON deliveries (state) WHERE last_error = 'erased';

  CREATE TABLE unfinished (task TEXT PRIMARY KEY) STRICT;
  INSERT INTO unfinished (task) SELECT 'seal' WHERE EXISTS (SELECT 1 FROM applications);
  `,
  // What came when, for operators who look at the newest of a million.
  `
  CREATE INDEX applications_received ON applications (received_at, id);
  `,
  // What keeps its serial key while it waits, since its last attempt may have set something going.
  `
  ALTER TABLE deliveries ADD COLUMN unsettled_until INTEGER;

  CREATE INDEX deliveries_unsettled ON deliveries (destination, unsettled_until)
    WHERE state = 'queued' AND unsettled_until IS NOT NULL;
  `,
  // An application is delivered once all are that are not optional. Deliveries are counted by destination.
  `
  ALTER TABLE deliveries ADD COLUMN optional INTEGER NOT NULL DEFAULT 0;

  DROP TRIGGER delivery_added;
  DROP TRIGGER delivery_moved;
  DROP TRIGGER delivery_removed;
  DROP TABLE delivery_counts;
  CREATE TABLE delivery_counts (
    destination TEXT NOT NULL,
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (destination, state)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO delivery_counts SELECT destination, state, count(*) FROM deliveries GROUP BY destination, state;
  CREATE TRIGGER delivery_added AFTER INSERT ON deliveries BEGIN
    INSERT INTO delivery_counts VALUES (NEW.destination, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER delivery_moved AFTER UPDATE OF state ON deliveries WHEN OLD.state <> NEW.state BEGIN
    UPDATE delivery_counts SET n = n - 1 WHERE destination = OLD.destination AND state = OLD.state;
    INSERT INTO delivery_counts VALUES (NEW.destination, NEW.state, 1) ON CONFLICT DO UPDATE SET n = n + 1;
  END;
  CREATE TRIGGER delivery_removed AFTER DELETE ON deliveries BEGIN
    UPDATE delivery_counts SET n = n - 1 WHERE destination = OLD.destination AND state = OLD.state;
  END;
  `,
];

/** The version that a database has once it is up to date. */
export const latestSchema = migrations.length;

/** The version of a database's schema; 0 for an empty one. Throws {@link NewerSchema} when this program is too old for it. */
export function schemaVersion(database: DatabaseSync): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
  if (version > migrations.length) throw new NewerSchema(version, migrations.length);
  return version;
}

/** Brings a database to the present version in one transaction. Throws {@link NewerSchema} as above. */
export function migrate(database: DatabaseSync): void {
  const version = schemaVersion(database);
  if (version === migrations.length) return;
  database.exec(
    `BEGIN IMMEDIATE; ${migrations.slice(version).join('\n')} PRAGMA user_version = ${migrations.length}; COMMIT;`,
  );
}
