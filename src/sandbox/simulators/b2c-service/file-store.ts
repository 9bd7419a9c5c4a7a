/** The contents of attached files, apart from what the objects say about them. */
export interface FileStore {
  /** Keeps a content and begins to hash it. */
  keep(id: number, content: Uint8Array<ArrayBuffer>): void;
  /** The content, or undefined when it is not kept (any more). */
  content(id: number): Uint8Array<ArrayBuffer> | undefined;
  /** SHA-256 in hexadecimal digits; null where the platform cannot compute it. */
  sha256(id: number): string | null;
  /** Resolves when everything has been hashed. */
  hashed(): Promise<void>;
  remove(id: number): void;
  clear(): void;
}

/** How much of the contents stays in memory. */
export interface FileStoreLimits {
  keepData: boolean;
  maxKeptBytes: number;
}

/** Hashes of so many files are remembered. */
const MAX_HASHES = 200_000;

/** Contents in memory; when there are too many bytes the oldest contents go, but not their hashes. */
export function createFileStore(limits: () => FileStoreLimits): FileStore {
  const contents = new Map<number, Uint8Array<ArrayBuffer>>();
  const hashes = new Map<number, string>();
  /** What is being hashed; a file that is removed meanwhile is not in it any more, and its hash is not kept. */
  const hashing = new Map<number, Promise<void>>();
  let bytes = 0;

  function drop(id: number): void {
    bytes -= contents.get(id)?.length ?? 0;
    contents.delete(id);
  }

  return {
    keep(id, content) {
      const work = sha256Of(content).then((hash) => {
        if (hashing.get(id) !== work) return;
        hashing.delete(id);
        if (hash !== null) hashes.set(id, hash);
        const [oldest] = hashes.keys();
        if (hashes.size > MAX_HASHES && oldest !== undefined) hashes.delete(oldest);
      });
      hashing.set(id, work);
      const { keepData, maxKeptBytes } = limits();
      if (!keepData) return;
      contents.set(id, content);
      bytes += content.length;
      for (const oldest of contents.keys()) {
        if (bytes <= maxKeptBytes) break;
        drop(oldest);
      }
    },
    content: (id) => contents.get(id),
    sha256: (id) => hashes.get(id) ?? null,
    async hashed() {
      await Promise.all(hashing.values());
    },
    remove(id) {
      drop(id);
      hashes.delete(id);
      hashing.delete(id);
    },
    clear() {
      hashing.clear();
      contents.clear();
      hashes.clear();
      bytes = 0;
    },
  };
}

/** Pages that did not come over a secure connection have no `crypto.subtle`. */
async function sha256Of(content: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
