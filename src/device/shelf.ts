import type { Submission } from '../model/submission.ts';
import { createLine } from './in-line.ts';
import type { OutboxItem } from './outbox-item.ts';
import { isPending, type Meta, type Vault } from './vault.ts';
import { mayHaveWaiting, noteWaiting } from './waiting-hint.ts';

/** What is known of an item apart from its answers. Stored in the clear. `savedAt` is when it was finished. */
export interface ShelfNote extends Meta {
  readonly endpoint: string;
  readonly form: string;
  readonly formVersion: string;
  /** How often it was tried without an outcome. */
  readonly attempts: number;
  /** When the last attempt ended. */
  readonly triedAt: number;
  /** When the next is due. */
  readonly dueAt: number;
  /** Why it was refused, if it was. */
  readonly refused?: string;
  /** What it was accepted under, once `ended` is `accepted`. */
  readonly reference?: string;
}

/** An item on the shelf. */
export interface Shelved extends ShelfNote {
  readonly id: string;
  readonly kept: 'device' | 'page';
}

/** Where the items of one endpoint lie. Nothing rejects. */
export interface Shelf {
  /** Puts an item there, on the device unless `memoryOnly`. Resolves to where it is kept. */
  add(item: OutboxItem, note: ShelfNote, memoryOnly: boolean): Promise<'device' | 'page'>;
  /** Everything there is, ended items among it. */
  look(): Promise<Shelved[]>;
  /** The item itself, if it is there. */
  take(shelved: Shelved): Promise<OutboxItem | undefined>;
  /** Changes what is known of an item. One that has `ended` loses its answers. */
  note(shelved: Shelved, changes: Partial<ShelfNote>): Promise<unknown>;
  /** Takes an item away. False: the device did not answer, and may still have it. */
  remove(id: string): Promise<boolean>;
}

/** What this page knows of an item by itself. */
interface Own {
  readonly note: ShelfNote;
  readonly kept: 'device' | 'page';
  /** Only of an item that this page added. */
  readonly item?: OutboxItem | undefined;
}

/**
 * Keeps items on the device, or in the memory of this page where the device keeps nothing or must not. What this page
 * added and noted it remembers in any case: should the device fail later, the item can still be sent, and one that
 * cannot be noted as tried is not tried without end.
 */
export function createShelf(endpoint: string, vault: Vault, now: () => number): Shelf {
  const own = new Map<string, Own>();
  const inLine = createLine();

  return {
    add(item, note, memoryOnly) {
      const { id, submission, files } = item;
      own.set(id, { note, kept: 'page', item });
      return inLine(async () => {
        // Without the hint no later page would look for it, and then the device is no place to keep it. Noted again
        // afterwards, as another tab may have found nothing in between.
        const hinted = mayHaveWaiting();
        const kept =
          !memoryOnly &&
          noteWaiting(true) &&
          (await vault.put(id, submission, note, { files, revive: true })) === 'kept' &&
          noteWaiting(true);
        if (kept) own.set(id, { note, kept: 'device', item });
        else {
          // What an earlier version of it left there must not go out instead.
          await vault.delete(id);
          noteWaiting(hinted);
        }
        return kept ? 'device' : 'page';
      });
    },

    look: () =>
      inLine(async () => {
        const listed = (await vault.list()) as readonly Shelved[] | undefined;
        if (listed) noteWaiting(listed.some(isPending));
        const shelved = new Map<string, Shelved>();
        for (const stored of listed ?? []) {
          const mine = own.get(stored.id)?.note;
          const newer = mine && mine.triedAt >= stored.triedAt ? mine : {};
          if (stored.endpoint === endpoint) shelved.set(stored.id, { ...stored, ...newer, kept: 'device' });
        }
        for (const [id, { note, kept }] of own) {
          const ended = note.ended ?? (note.expiresAt > now() ? undefined : 'expired');
          if (ended) own.set(id, { note: { ...note, ended }, kept });
          if (kept === 'page' || !listed)
            shelved.set(id, { ...note, ...(ended && { ended }), id, kept: 'page' });
          // Another tab took it away, or the reader cleared the site's data.
          else if (!shelved.has(id)) own.delete(id);
        }
        return [...shelved.values()];
      }),

    take: ({ id, savedAt }) =>
      inLine(async () => {
        const mine = own.get(id);
        const stored = mine?.kept === 'page' ? undefined : await vault.get(id);
        if (!stored) return mine?.item;
        return { id, submission: stored.value as Submission, files: stored.files, since: savedAt };
      }),

    note({ id, kept, ...before }, changes) {
      const note: ShelfNote = { ...before, ...changes };
      const { ended } = note;
      const mine: Omit<Own, 'note'> = own.get(id) ?? { kept };
      if (mine.kept === 'device') {
        own.set(id, { ...mine, note });
        return inLine(() => (ended ? vault.end(id, { ...note, ended }) : vault.note(id, changes)));
      }
      // It may have been taken away while it was being sent.
      if (ended) own.delete(id);
      else if (mine.item) own.set(id, { ...mine, note });
      return Promise.resolve();
    },

    remove(id) {
      const wasHere = own.get(id)?.kept === 'page';
      own.delete(id);
      return inLine(async () => (await vault.delete(id)) || wasHere);
    },
  };
}
