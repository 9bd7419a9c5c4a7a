/** How sessions behave. */
export interface SessionSettings {
  /** How many sessions the user may have at once. */
  limit: number;
  /** How long a session lasts without a call; null: for ever. */
  idleMs: number | null;
  /** Whether each answer gives a new id, and the one before is worth nothing any more. */
  rotate: boolean;
}

/** The sessions that are open. */
export interface Sessions {
  /** A new session's id; null when there are as many as there may be, and none is to be ended for it. */
  open(endOldest: boolean): string | null;
  /** Notes a call in a session. Gives the id to go on with, or null when there is no such session. */
  use(id: string | null): string | null;
  close(id: string): void;
  /** Ends all sessions, as a restart of the system does. */
  endAll(): void;
  /** When each of the open sessions began and was last used, the oldest first. */
  list(): { startedAt: string; usedAt: string }[];
  /** Ends all, and counts ids from the beginning. */
  reset(): void;
}

interface Session {
  startedAt: number;
  usedAt: number;
}

/** Sessions of one user. Ids look like the vendor's but are counted, so that tests and demos repeat. */
export function createSessions(settings: () => SessionSettings, now: () => number): Sessions {
  let issued = 0;
  const sessions = new Map<string, Session>();

  function nextId(): string {
    issued += 1;
    return `00000000-0000-4000-8000-${String(issued).padStart(12, '0')}`;
  }

  function endIdle(): void {
    const { idleMs } = settings();
    if (idleMs === null) return;
    for (const [id, { usedAt }] of sessions) if (now() - usedAt >= idleMs) sessions.delete(id);
  }

  return {
    open(endOldest) {
      endIdle();
      const { limit } = settings();
      if (sessions.size >= limit && !endOldest) return null;
      const oldestFirst = [...sessions].sort(([, a], [, b]) => a.startedAt - b.startedAt);
      const surplus = oldestFirst.slice(0, Math.max(0, sessions.size - limit + 1));
      for (const [id] of surplus) sessions.delete(id);
      const id = nextId();
      sessions.set(id, { startedAt: now(), usedAt: now() });
      return id;
    },
    use(id) {
      endIdle();
      const session = id === null ? undefined : sessions.get(id);
      if (id === null || session === undefined) return null;
      session.usedAt = now();
      if (!settings().rotate) return id;
      sessions.delete(id);
      const fresh = nextId();
      sessions.set(fresh, session);
      return fresh;
    },
    close: (id) => sessions.delete(id),
    endAll: () => sessions.clear(),
    list: () =>
      [...sessions.values()].map(({ startedAt, usedAt }) => ({
        startedAt: new Date(startedAt).toISOString(),
        usedAt: new Date(usedAt).toISOString(),
      })),
    reset() {
      sessions.clear();
      issued = 0;
    },
  };
}
