import type { OutboxChange } from './outbox-item.ts';

/** What can be known of an item's state. */
export interface ItemState {
  readonly id: string;
  readonly ended?: string | undefined;
  readonly reference?: string | undefined;
  readonly refused?: string | undefined;
}

/** How an item stands: `waiting`, `refused`, or what it ended as. */
export const stateOf = ({ ended, refused }: Omit<ItemState, 'id'>): string =>
  ended ?? (refused === undefined ? 'waiting' : 'refused');

/** Carries what happens to the items from tab to tab, and to the owner of this one, who hears of each thing once. */
export interface News {
  /** Whether this tab knows of any item. */
  readonly any: boolean;
  /** This tab has looked, and found an item so. */
  found(item: ItemState): void;
  /** An item was accepted: tells everybody, even tabs that never knew of it. */
  accepted(id: string, reference: string): void;
  /** Something else has changed: tells everybody. */
  changed(): void;
  /** From now on this tab knows nothing of an item. */
  forget(id: string): void;
}

/** How news travel. */
export interface NewsOptions {
  /** The same in every tab that shares them. */
  readonly name: string;
  readonly onChange: (change: OutboxChange) => void;
  /** Another tab has brought news. */
  readonly onNews: () => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Between tabs go ids and references, never answers, over a `BroadcastChannel`; without one each tab is alone. */
export function createNews({ name, onChange, onNews, signal }: NewsOptions): News {
  /** The last state of each item that its owner has heard of. */
  const known = new Map<string, string>();

  // Later, so that an error thrown there cannot get in the way here.
  const tell = (change: OutboxChange) =>
    queueMicrotask(() => {
      if (!signal.aborted) onChange(change);
    });

  function learn(item: ItemState): void {
    const { id, reference = '', refused: kind = '' } = item;
    const state = stateOf(item);
    if (known.get(id) === state) return;
    known.set(id, state);
    if (state === 'accepted') tell({ change: state, id, reference });
    if (state === 'expired') tell({ change: state, id });
    if (state === 'refused') tell({ change: state, id, kind });
  }

  const channel = openChannel(name);
  const post = (message: Partial<ItemState>) => {
    // A closed channel would throw.
    if (!signal.aborted) channel?.postMessage(message);
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<Partial<ItemState> | null>) => {
    const { id, reference } = data ?? {};
    if (typeof id === 'string' && typeof reference === 'string') learn({ id, reference, ended: 'accepted' });
    else tell({ change: 'updated' });
    onNews();
  });
  signal.addEventListener('abort', () => channel?.close());

  return {
    get any() {
      return known.size > 0;
    },
    found(item) {
      // Accepted before this page was opened: nobody here waits for it.
      if (item.ended !== 'accepted' || known.has(item.id)) learn(item);
    },
    accepted(id, reference) {
      post({ id, reference });
      learn({ id, reference, ended: 'accepted' });
    },
    changed() {
      post({});
      tell({ change: 'updated' });
    },
    forget: (id) => known.delete(id),
  };
}

function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
