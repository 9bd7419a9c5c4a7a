import type { FileReply, PostFile } from './post-file.ts';

/**
 * How one file stands: `waiting` for its turn → `sending` → `sent`, the end; or → `failed`, from where it is tried again
 * when the reader asks or the network comes back; or → `refused`, the end.
 */
export interface Upload {
  readonly file: File;
  readonly status: 'waiting' | 'sending' | 'sent' | 'failed' | 'refused';
  /** How much of it is gone, from 0 to 1. */
  readonly progress: number;
}

/** What uploads work with. */
export interface UploadsOptions {
  readonly files: readonly File[];
  readonly post: PostFile;
  /** Is told of every change. */
  readonly onChange: () => void;
  /** How often a file is tried before it counts as failed. Default: 4. */
  readonly attempts?: number;
  /** Default: `setTimeout`. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** Longer than that nobody waits before a file is tried again. */
const maxWaitMs = 30_000;

/**
 * Sends the files of an application that has been accepted, one after another and each by itself: so a weak signal
 * carries them, what fails is tried again alone, and one that is refused takes no other with it. A file that had
 * arrived already is known again by the proxy.
 */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #life = new AbortController();
  #all: readonly Upload[];
  #running: Promise<void> | undefined;

  constructor(options: UploadsOptions) {
    this.#options = options;
    this.#all = options.files.map((file) => ({ file, status: 'waiting', progress: 0 }));
    addEventListener('online', () => this.retry(), { signal: this.#life.signal });
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  /** Whether files would be lost if the page were left now. */
  get isPending(): boolean {
    return !this.#life.signal.aborted && this.#all.some(({ status }) => !/sent|refused/.test(status));
  }

  /** Sends what has not been sent. Settles when nothing is on its way any more; never rejects. */
  start(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Tries again what has failed. */
  retry(): void {
    this.#all.forEach(({ status }, at) => {
      if (status === 'failed') this.#set(at, { status: 'waiting', progress: 0 });
    });
    void this.start();
  }

  /** Ends everything here. */
  stop(): void {
    this.#life.abort();
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#all.findIndex(({ status }) => status === 'waiting');
      if (next < 0 || this.#life.signal.aborted) return;
      await this.#send(next);
    }
  }

  async #send(at: number): Promise<void> {
    const { post, attempts = 4, wait = sleep } = this.#options;
    const { signal } = this.#life;
    const file = this.#all[at]?.file as File;
    for (let tried = 1; !signal.aborted; tried += 1) {
      this.#set(at, { status: 'sending', progress: 0 });
      const onProgress = (progress: number) => this.#set(at, { progress });
      const reply = await post(file, onProgress, signal).catch(() => undefined);
      const outcome = reply && outcomeOf(reply);
      if (outcome) return this.#set(at, outcome);
      if (tried >= attempts) return this.#set(at, { status: 'failed' });
      await wait(Math.min(maxWaitMs, reply?.retryAfterMs ?? 1000 * 2 ** (tried - 1)));
    }
  }

  #set(at: number, change: Partial<Upload>): void {
    if (this.#life.signal.aborted) return;
    this.#all = this.#all.map((each, index) => (index === at ? { ...each, ...change } : each));
    this.#options.onChange();
  }
}

/** What the proxy's answer means for a file; undefined: it may be taken another time. */
function outcomeOf({ status }: FileReply): Partial<Upload> | undefined {
  if (status === 202) return { status: 'sent', progress: 1 };
  return status === 408 || status === 429 || status >= 500 ? undefined : { status: 'refused' };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
