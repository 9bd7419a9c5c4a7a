/**
 * The limit that `intake` is held against: a bare HTTP server that parses the same JSON and commits one row for each
 * request, with the same durability settings. No checks, no guards, no queue.
 */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(`${process.argv[2]}/baseline.db`);
database.exec('PRAGMA journal_mode = wal; PRAGMA synchronous = full');
database.exec('CREATE TABLE applications (id TEXT PRIMARY KEY, content TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO applications VALUES (?, ?)');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const submission = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    insert.run(submission.id, JSON.stringify(submission));
    response.writeHead(202, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: submission.id, status: 'queued' }));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address ? address.port : 0 });
});
