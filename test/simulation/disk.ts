import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { DeliveryStore } from '../../src/queue/delivery-store.ts';
import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

/** Where applications are kept, which outlives the processes that keep them there. */
export interface Disk {
  /** Whose the store is that several processes share; undefined where each has the store in itself, one at a time. */
  readonly server: Actor | undefined;
  /** The store as a process that starts finds it. */
  open(): DeliveryStore;
  /** The process that had it open dies: whatever was committed by now is what the next one finds. */
  crashed(process: Actor): void;
  /** Has an application be gone where the process that stored it dies within so many milliseconds. */
  loseIfCrashed(id: string, withinMs: number): void;
  /** Gives everything back. */
  close(): void;
}

/**
 * A data folder with the SQLite store. Of one that dies, the files are copied as they are at that moment: so the next
 * one recovers them from the write-ahead log, and the dead one can go on closing what it had open.
 */
export function createFolderDisk(world: VirtualWorld, root: string): Disk {
  const undertaker = world.actor('undertaker');
  let directory = mkdtempSync(join(root, 'data-'));
  let store: DeliveryStore | undefined;
  /** Until when a crash loses an application. */
  const unsafe = new Map<string, number>();

  function close(): void {
    const [closing, left] = [store, directory];
    store = undefined;
    world.after(0, undertaker, 'arrival', 'closes the files', () => {
      void Promise.resolve(closing?.close()).finally(() => rmSync(left, { recursive: true, force: true }));
    });
  }

  return {
    server: undefined,
    open() {
      store = createSqliteStore({ directory });
      return store;
    },
    crashed(process) {
      const next = mkdtempSync(join(root, 'data-'));
      // The lock and the index of the log are the dead process's own.
      cpSync(directory, next, { recursive: true, filter: (file) => !/lock\.db|-shm$/.test(file) });
      world.kill(process, undertaker);
      close();
      directory = next;
      const lost = [...unsafe].filter(([, until]) => until > world.elapsedMs).map(([id]) => id);
      if (lost.length > 0) deleteApplications(directory, lost);
      unsafe.clear();
    },
    loseIfCrashed(id, withinMs) {
      unsafe.set(id, world.elapsedMs + withinMs);
    },
    close,
  };
}

function deleteApplications(directory: string, ids: readonly string[]): void {
  const database = new DatabaseSync(join(directory, 'intake.db'), { enableForeignKeyConstraints: false });
  for (const id of ids) {
    database.prepare('DELETE FROM deliveries WHERE application_id = ?').run(id);
    database.prepare('DELETE FROM applications WHERE id = ?').run(id);
  }
  database.close();
}

/** A database server that several processes share, and that does not die. */
export function createServerDisk(world: VirtualWorld, root: string, kind: 'sqlite' | 'memory'): Disk {
  const server = world.actor('database');
  const directory = mkdtempSync(join(root, 'data-'));
  const store = kind === 'sqlite' ? createSqliteStore({ directory }) : createMemoryStore();
  return {
    server,
    open: () => store,
    crashed: (process) => world.kill(process),
    loseIfCrashed() {},
    close() {
      world.after(0, server, 'arrival', 'closes', () => {
        void store.close().finally(() => rmSync(directory, { recursive: true, force: true }));
      });
    },
  };
}

/** A folder for the disks of this process: in memory where the system has such a place, since nobody pulls a plug here. */
export function makeDiskRoot(): string {
  try {
    return mkdtempSync('/dev/shm/simulation-');
  } catch {
    return mkdtempSync(join(tmpdir(), 'simulation-'));
  }
}
