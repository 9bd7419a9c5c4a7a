-- What the release with schema 1 left on disk: one application in each state, dumped from its own file.
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
INSERT INTO applications VALUES ('00000000-0000-4000-8000-000000000001', '7RGC-GW8H', 1790000000000, '{"id":"00000000-0000-4000-8000-000000000001","form":"driver-short","formVersion":"1","language":"en","answers":{"first_name":"Craig","last_name":"Daniels","email":"craig.daniels@example.com","phone":"720-555-0113","street":"110 Main St","city":"Denver","state":"CO","postal_code":"80207","country":"US","has_cdl":true,"cdl_type":"A","driving_preference":"SOLO","application_type":"CONTRACTOR","truck_type":"STRAIGHT"},"attribution":{"application_source":"CDL Job Now"},"consents":[]}');
INSERT INTO applications VALUES ('00000000-0000-4000-8000-000000000002', 'JJW3-JQ3V', 1790000000001, '{"id":"00000000-0000-4000-8000-000000000002","form":"driver-short","formVersion":"1","language":"en","answers":{"first_name":"Craig","last_name":"Daniels","email":"craig.daniels@example.com","phone":"720-555-0113","street":"110 Main St","city":"Denver","state":"CO","postal_code":"80207","country":"US","has_cdl":true,"cdl_type":"A","driving_preference":"SOLO","application_type":"CONTRACTOR","truck_type":"STRAIGHT"},"attribution":{"application_source":"CDL Job Now"},"consents":[]}');
INSERT INTO applications VALUES ('00000000-0000-4000-8000-000000000003', '88HR-53RW', 1790000000002, '{"id":"00000000-0000-4000-8000-000000000003","form":"driver-short","formVersion":"1","language":"en","answers":{"first_name":"Craig","last_name":"Daniels","email":"craig.daniels@example.com","phone":"720-555-0113","street":"110 Main St","city":"Denver","state":"CO","postal_code":"80207","country":"US","has_cdl":true,"cdl_type":"A","driving_preference":"SOLO","application_type":"CONTRACTOR","truck_type":"STRAIGHT"},"attribution":{"application_source":"CDL Job Now"},"consents":[]}');
INSERT INTO applications VALUES ('00000000-0000-4000-8000-000000000004', 'RH8G-8JQ5', 1790000000003, '{"id":"00000000-0000-4000-8000-000000000004","form":"driver-short","formVersion":"1","language":"en","answers":{"first_name":"Craig","last_name":"Daniels","email":"craig.daniels@example.com","phone":"720-555-0113","street":"110 Main St","city":"Denver","state":"CO","postal_code":"80207","country":"US","has_cdl":true,"cdl_type":"A","driving_preference":"SOLO","application_type":"CONTRACTOR","truck_type":"STRAIGHT"},"attribution":{"application_source":"CDL Job Now"},"consents":[]}');
INSERT INTO applications VALUES ('00000000-0000-4000-8000-000000000005', 'X4FJ-V68W', 1790000000004, '{"id":"00000000-0000-4000-8000-000000000005","form":"driver-short","formVersion":"1","language":"en","answers":{"first_name":"Craig","last_name":"Daniels","email":"craig.daniels@example.com","phone":"720-555-0113","street":"110 Main St","city":"Denver","state":"CO","postal_code":"80207","country":"US","has_cdl":true,"cdl_type":"A","driving_preference":"SOLO","application_type":"CONTRACTOR","truck_type":"STRAIGHT"},"attribution":{"application_source":"CDL Job Now"},"consents":[]}');
INSERT INTO deliveries VALUES ('00000000-0000-4000-8000-000000000001', 'b2c-service', 'delivered', 'a', 1, 1790000000000, 1790000180010, NULL, '{"id":"84001","reference":"261121-000000"}');
INSERT INTO deliveries VALUES ('00000000-0000-4000-8000-000000000002', 'b2c-service', 'attention', 'b', 1, 1790000000001, 1790000180010, 'rejected: create incident: status 400', NULL);
INSERT INTO deliveries VALUES ('00000000-0000-4000-8000-000000000003', 'b2c-service', 'queued', 'c', 1, 1790000030000, 1790000180010, 'retry: create incident: timeout', NULL);
INSERT INTO deliveries VALUES ('00000000-0000-4000-8000-000000000004', 'b2c-service', 'leased', 'd', 1, 1790000000003, 1790000180010, NULL, NULL);
INSERT INTO deliveries VALUES ('00000000-0000-4000-8000-000000000005', 'b2c-service', 'queued', 'a', 0, 1790000000004, NULL, NULL, NULL);
INSERT INTO probe VALUES (1, 1795296011848);
PRAGMA user_version = 1;
