/**
 * Finished applications that could not be sent, and the sending of them.
 *
 * An item is *waiting* until `send` has an outcome for it:
 * - `accepted`: every tab is told; then its answers leave the device, while id and reference stay for tabs that slept.
 * - `retry`: it waits on, until its next attempt is due.
 * - `refused`: every tab is told. It stays for the reader to see, and is tried again only if it is added anew.
 * Whatever is not accepted in time *expires*: its answers go, the fact is listed until it is removed.
 *
 * A tab *looks* when it starts, when something was added or changed by any tab, when an attempt is due, and when it is
 * *woken*: the network comes back, the page is shown, or somebody asks. Looking takes turns with the other tabs. In its
 * turn a tab sends what is due, oldest first, one after another; being woken makes everything due that has not been
 * tried since. A tab that dies in its turn loses it, and the next one finds the item where it was. Should it have been
 * accepted all the same, it is sent twice under one id, which is one application to the proxy.
 */
import { backoffMs, longestMs, shortestMs } from './backoff.ts';
import { createNews, stateOf } from './news.ts';
import type { OutboxChange, OutboxEntry, OutboxItem, SendOutcome } from './outbox-item.ts';
import { createShelf, type Shelved } from './shelf.ts';
import { inTurn } from './turn.ts';
import { isPending, openVault, type Vault } from './vault.ts';
import { mayHaveWaiting } from './waiting-hint.ts';

/** How to add an item. */
export interface AddOptions {
  /** Whether it must never be written to the device, as when it holds sensitive answers. Default: false. */
  readonly memoryOnly?: boolean;
  /** How long to wait at least before it is tried, in milliseconds. Default: 0. */
  readonly afterMs?: number;
}

/** The applications that wait on this device, or on this page, to be sent to one endpoint. Nothing rejects. */
export interface Outbox {
  /**
   * Takes an item, in place of an older one of that id. It counts as just tried: its first attempt is due within 5 s,
   * or at the next `kick`. Resolves to where it is kept.
   */
  add(item: OutboxItem, options?: AddOptions): Promise<'device' | 'page'>;
  /**
   * Forgets an item and calls off its sending; one that arrives all the same is told of. False: the device did not
   * answer, and may still have it.
   */
  remove(id: string): Promise<boolean>;
  /** What waits, was refused or has expired, the oldest first. */
  items(): Promise<readonly OutboxEntry[]>;
  /** An item with its answers and files, unless it has been accepted or has expired. */
  read(id: string): Promise<OutboxItem | undefined>;
  /** Sends what waits at once. */
  kick(): void;
  /** Ends everything this tab does here, for good. What is on the device stays for the next page. */
  stop(): void;
}

/** What an outbox works with. */
export interface OutboxOptions {
  /** Tells one proxy and form from another; stored in the clear. Tabs with the same key share one queue. */
  readonly endpointKey: string;
  /**
   * Sends one item under its own id; the signal aborts on `stop` and when the item is removed. Must settle in the end:
   * other tabs wait for it. Rejecting counts as `retry`.
   */
  readonly send: (item: OutboxItem, signal: AbortSignal) => Promise<SendOutcome>;
  /** Is told what happens, in this tab or another. Default: nobody is. */
  readonly onChange?: (change: OutboxChange) => void;
  /** How long an item is kept, and what is known of its end after that, in milliseconds. Default: 30 days. */
  readonly keepMs?: number;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** A number from 0 to below 1. Default: `Math.random`. */
  readonly random?: () => number;
  /** Calls back once, later; returns how to call it off. Default: `setTimeout`. */
  readonly after?: (ms: number, run: () => void) => () => void;
  /** Default: the vault of this origin. */
  readonly vault?: Vault;
}

/** Opens the outbox, and sends what waits there. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { endpointKey, send, onChange = () => {}, keepMs = 30 * 86_400_000 } = options;
  const { now = Date.now, random = Math.random, after = later, vault = openVault({ now }) } = options;
  const name = `applicant-intake:${endpointKey}`;
  const shelf = createShelf(endpointKey, vault, now);
  const life = new AbortController();
  const { signal } = life;
  const news = createNews({ name, onChange, onNews: look, signal });
  /** What was tried at this time or before is due. But what is added this very moment counts as tried. */
  let wokenAt = now() - 1;
  let looking = false;
  let again = false;
  let sending: { readonly id: string; readonly attempt: AbortController } | undefined;
  let callOff = () => {};

  /** Everything but what has been accepted, the oldest first. */
  async function survey(): Promise<Shelved[]> {
    const all = await shelf.look();
    for (const each of all) news.found(each);
    return all.filter(isPending).sort((one, other) => one.savedAt - other.savedAt);
  }

  function look(): void {
    // Nothing here, nothing on the device: then no database is opened.
    if (signal.aborted || !(mayHaveWaiting() || news.any)) return;
    again = looking;
    if (looking) return;
    looking = true;
    inTurn(name, signal, sendAllDue).finally(() => {
      looking = false;
      if (again) look();
    });
  }

  function wake(): void {
    wokenAt = now();
    look();
  }

  async function sendAllDue(): Promise<void> {
    const since = wokenAt;
    wokenAt = Number.NEGATIVE_INFINITY;
    const tried = new Set<string>();
    for (;;) {
      const waiting = (await survey()).filter((each) => stateOf(each) === 'waiting');
      const next = waiting.find(
        ({ id, triedAt, dueAt }) => !tried.has(id) && (triedAt <= since || dueAt <= now()),
      );
      if (signal.aborted) return;
      if (!next) return lookAgainFor(waiting);
      tried.add(next.id);
      await attempt(next, next.triedAt <= since ? 1 : next.attempts + 1);
    }
  }

  /** Whatever the times say, neither at once nor much later: clocks are set. */
  function lookAgainFor(waiting: readonly Shelved[]): void {
    callOff();
    const dueAt = Math.min(...waiting.map((each) => each.dueAt));
    if (waiting.length > 0) callOff = after(Math.max(shortestMs, Math.min(longestMs, dueAt - now())), look);
  }

  async function attempt(shelved: Shelved, attempts: number): Promise<void> {
    const { id } = shelved;
    const item = await shelf.take(shelved);
    if (!item || signal.aborted) return;
    const attempt = new AbortController();
    sending = { id, attempt };
    let outcome: SendOutcome = { outcome: 'retry' };
    try {
      outcome = await send(item, attempt.signal);
    } catch {
      // Nothing is known, as when no answer came.
    }
    sending = undefined;
    const triedAt = now();
    if (outcome.outcome === 'accepted') {
      const { reference } = outcome;
      // Told first: should this tab die now, it is merely sent again.
      news.accepted(id, reference);
      await shelf.note(shelved, { triedAt, ended: 'accepted', reference, expiresAt: triedAt + keepMs });
    } else if (outcome.outcome === 'refused') {
      await shelf.note(shelved, { triedAt, refused: outcome.kind });
      // This tab finds it so when it looks for the next.
      news.changed();
    } else if (!signal.aborted) {
      const waitMs = Math.max(backoffMs(attempts, random), outcome.afterMs || 0);
      await shelf.note(shelved, { triedAt, attempts, dueAt: triedAt + waitMs });
      news.changed();
    }
  }

  const onVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  addEventListener('online', wake, { signal });
  document.addEventListener('visibilitychange', onVisible, { signal });
  look();

  return {
    async add(item, { memoryOnly = false, afterMs = 0 } = {}) {
      const { id, since, submission } = item;
      const { form, formVersion } = submission;
      const triedAt = now();
      const note = {
        ...{ endpoint: endpointKey, form, formVersion },
        ...{ savedAt: since, expiresAt: since + keepMs, traceMs: keepMs },
        ...{ attempts: 1, triedAt, dueAt: triedAt + Math.max(backoffMs(1, random), afterMs) },
      };
      news.found({ id });
      const kept = await shelf.add(item, note, memoryOnly);
      news.changed();
      look();
      return kept;
    },

    async remove(id) {
      if (sending?.id === id) sending.attempt.abort();
      news.forget(id);
      const gone = await shelf.remove(id);
      news.changed();
      look();
      return gone;
    },

    async items() {
      return (await survey()).map(entryOf);
    },

    async read(id) {
      const found = (await survey()).find((each) => each.id === id);
      return found && shelf.take(found);
    },

    kick: wake,

    stop() {
      life.abort();
      sending?.attempt.abort();
      callOff();
    },
  };
}

function entryOf({ id, form, formVersion, savedAt, expiresAt, kept, dueAt, ...item }: Shelved): OutboxEntry {
  const state = stateOf(item) as OutboxEntry['state'];
  return {
    ...{ id, form, formVersion, since: savedAt, expiresAt, kept, state },
    ...(item.refused !== undefined && { kind: item.refused }),
    ...(state === 'waiting' && { nextAt: dueAt }),
  };
}

const later = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
