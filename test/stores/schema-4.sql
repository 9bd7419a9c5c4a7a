-- The schema of the release before anything was sealed, as its own file has it.
CREATE TABLE applications (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    content TEXT NOT NULL
  , review TEXT) STRICT;
CREATE TABLE deliveries (
    application_id TEXT NOT NULL REFERENCES applications (id),
    destination TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'delivered', 'attention')),
    serial_key TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,
    lease_until INTEGER,
    last_error TEXT,
    receipt TEXT, checkpoints TEXT, recheck_at INTEGER, owed_since INTEGER, attempts_before INTEGER NOT NULL DEFAULT 0, last INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (application_id, destination)
  ) STRICT;
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
CREATE INDEX deliveries_leased ON deliveries (destination, serial_key) WHERE state = 'leased';
CREATE INDEX deliveries_attention ON deliveries (destination) WHERE state = 'attention';
CREATE INDEX deliveries_rechecks ON deliveries (destination, recheck_at)
    WHERE state = 'attention' AND recheck_at IS NOT NULL;
CREATE TABLE delivery_counts (state TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
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
CREATE TABLE spent_tokens (
    token TEXT PRIMARY KEY,
    application_id TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
CREATE INDEX spent_tokens_expiry ON spent_tokens (expires_at);
CREATE INDEX deliveries_queued ON deliveries (destination, last, due_at) WHERE state = 'queued';
CREATE INDEX deliveries_untried ON deliveries (destination, due_at) WHERE state = 'queued' AND attempts = 0;
INSERT INTO delivery_counts VALUES ('queued', 0);
INSERT INTO delivery_counts VALUES ('leased', 0);
INSERT INTO delivery_counts VALUES ('delivered', 0);
INSERT INTO delivery_counts VALUES ('attention', 0);
PRAGMA user_version = 4;
