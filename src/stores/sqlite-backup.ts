import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { schemaVersion } from './sqlite-schema.ts';

export interface BackupOptions {
  /** The data folder. A proxy may be at work on it. */
  readonly directory: string;
  /** Where the copy goes; nothing may be there. */
  readonly file: string;
  /** Told every second how far the copy is: from 0 to 1. Default: nobody. */
  readonly onProgress?: (done: number) => void;
}

export interface Backup {
  readonly applications: number;
  readonly bytes: number;
}

/**
 * `no-data`: the folder holds no database. `exists`: there is something where the copy is to go. `no-place`: no file can
 * be made there. `full`: the disk of the copy is. `damaged`: the database or its copy is not what it should be.
 * `failed`: anything else.
 */
type BackupErrorKind = 'no-data' | 'exists' | 'no-place' | 'full' | 'damaged' | 'failed';

/** There is no backup, and no file of it is left. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly kind: BackupErrorKind;

  constructor(kind: BackupErrorKind, cause?: unknown) {
    super(kind, { cause });
    this.kind = kind;
  }
}

/**
 * Runs in a thread of its own, since SQLite holds the one it works in until the copy is there. What was queued and never
 * tried may be delivered after the copy was made, so it counts as tried there: whoever is started on the copy looks
 * whether it has arrived before it sends anything.
 */
const copying = `
  const { parentPort, workerData: { from, to } } = require('node:worker_threads');
  const { DatabaseSync } = require('node:sqlite');
  function copy() {
    const source = new DatabaseSync(from);
    try {
      source.exec('PRAGMA busy_timeout = 10000; PRAGMA synchronous = full');
      source.prepare('VACUUM INTO ?').run(to);
    } finally {
      source.close();
    }
    const made = new DatabaseSync(to);
    try {
      const tables = made.prepare("SELECT name FROM sqlite_schema WHERE name = 'deliveries'").all();
      if (tables.length === 0) return { applications: 0, sound: true };
      made.exec("UPDATE deliveries SET attempts = 1 WHERE state = 'queued' AND attempts = 0");
      const { applications } = made.prepare('SELECT count(*) AS applications FROM applications').get();
      const [{ integrity_check: finding }] = made.prepare('PRAGMA integrity_check(1)').all();
      return { applications, sound: finding === 'ok' };
    } finally {
      made.close();
    }
  }
  try {
    parentPort.postMessage(copy());
  } catch (error) {
    parentPort.postMessage({ name: error.name, errcode: error.errcode });
  }`;

/**
 * Copies the database of a data folder as it stands at this moment, whoever writes to it meanwhile, into a file for its
 * owner alone. Under its name the copy is whole or not there: until then it is `FILE.part`. Rejects with
 * {@link BackupError}, and with {@link NewerSchema} where a newer program has written the data.
 */
export async function backUp({ directory, file, onProgress = () => {} }: BackupOptions): Promise<Backup> {
  const from = join(directory, 'intake.db');
  const to = resolve(file);
  const part = `${to}.part`;
  if (!existsSync(from)) throw new BackupError('no-data');
  const expected = expectedBytes(from);
  if (existsSync(to)) throw new BackupError('exists');
  makeForOwner(part);
  try {
    const copied = await inThread({ from, to: part }, () => onProgress(portion(part, expected)));
    if (!copied.sound) throw new BackupError('damaged');
    sync(part);
    if (existsSync(to)) throw new BackupError('exists');
    renameSync(part, to);
    sync(dirname(to));
    return { applications: copied.applications, bytes: statSync(to).size };
  } catch (error) {
    for (const left of [part, `${part}-journal`]) rmSync(left, { force: true });
    throw error instanceof BackupError ? error : new BackupError(kindOf(error), error);
  }
}

/** How large the copy will be: what is used of the database. Throws when a newer program has written it. */
function expectedBytes(from: string): number {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(from);
    const number = (pragma: string) =>
      Number(Object.values(database?.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
    schemaVersion(database);
    return (number('page_count') - number('freelist_count')) * number('page_size');
  } catch (error) {
    if ((error as Error).name === 'NewerSchema') throw error;
    throw new BackupError(kindOf(error), error);
  } finally {
    database?.close();
  }
}

function makeForOwner(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    throw new BackupError((cause as NodeJS.ErrnoException).code === 'EEXIST' ? 'exists' : 'no-place', cause);
  }
}

interface Copied {
  readonly applications: number;
  readonly sound: boolean;
}

function inThread(workerData: { from: string; to: string }, everySecond: () => void): Promise<Copied> {
  return new Promise<Copied>((done, fail) => {
    const worker = new Worker(copying, { eval: true, workerData, name: 'backup' });
    const timer = setInterval(everySecond, 1_000);
    worker.once('message', (message: Copied | { readonly errcode?: number }) => {
      if ('sound' in message) done(message);
      else fail(Object.assign(new Error('The copy failed'), message));
    });
    worker.once('error', fail);
    worker.once('exit', () => {
      clearInterval(timer);
      fail(new Error('The thread of the copy ended'));
    });
  });
}

function portion(file: string, expected: number): number {
  return Math.min(1, statSync(file).size / expected);
}

/** Has the disk write what it was given. */
function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** SQLite's result codes (sqlite.org, "Result and Error Codes"): their low byte is the kind. */
function kindOf(error: unknown): BackupErrorKind {
  const { errcode = 0, code } = error as { errcode?: number; code?: string };
  const kinds: Readonly<Record<number, BackupErrorKind>> = { 11: 'damaged', 13: 'full', 26: 'damaged' };
  return kinds[errcode & 0xff] ?? (code === 'ENOSPC' ? 'full' : 'failed');
}
