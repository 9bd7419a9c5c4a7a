export interface PollerOptions {
  /** Asks once. When it rejects, the next turn comes as usual. */
  readonly ask: () => Promise<void>;
  /** Whether anyone is looking. While nobody is, nothing is asked. */
  readonly isWatched: () => boolean;
  readonly onState: (state: PollerState) => void;
}

/** `live`: the last answer is good. `paused`: nobody is looking. `lost`: no answer. */
export type PollerState = 'live' | 'paused' | 'lost';

const usualMs = 1_000;
const hurriedMs = 150;

/** Asks once a second while somebody is looking, and several times a second for a while after `hurry()`. */
export function createPoller({ ask, isWatched, onState }: PollerOptions) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hurriedUntil = 0;
  let asking = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (asking) return;
    if (!isWatched()) return onState('paused');
    asking = true;
    try {
      await ask();
      onState('live');
    } catch {
      onState('lost');
    } finally {
      asking = false;
      timer = setTimeout(turn, Date.now() < hurriedUntil ? hurriedMs : usualMs);
    }
  }

  return {
    /** Asks now, and goes on. To be called also when somebody may have begun or ceased to look. */
    wake: () => void turn(),
    /** Something is about to happen. */
    hurry(forMs = 5_000): void {
      hurriedUntil = Date.now() + forMs;
      void turn();
    },
  };
}
