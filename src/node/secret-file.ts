import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A file holds nothing. */
class EmptySecret extends Error {
  override readonly name = 'EmptySecret';
  readonly code = 'empty file';
}

/** A secret in a file, which may be replaced while we run. */
export interface SecretFile {
  /** What the file holds now, without the line end that editors add; while it cannot be read, what it held last. */
  read(): Promise<string>;
  /** Calls back within seconds of each change of the file, until told to stop. */
  watch(onChange: () => void): () => void;
}

/** Reads the file, so that a mistake shows at once. Throws Node's error, or {@link EmptySecret}. */
export function openSecretFile(path: string): SecretFile {
  let last = withoutLineEnd(readFileSync(path, 'utf8'));
  if (last === '') throw new EmptySecret('The file is empty');

  return {
    async read() {
      // Between the old content and the new one an orchestrator may leave a moment without either.
      last = (await readFile(path, 'utf8').then(withoutLineEnd, () => '')) || last;
      return last;
    },
    watch(onChange) {
      // Polling, since mounted secrets are links to links, whose replacement no watcher of files sees.
      const changed = () => onChange();
      watchFile(path, { persistent: false, interval: 2_000 }, changed);
      return () => unwatchFile(path, changed);
    },
  };
}

const withoutLineEnd = (text: string) => text.replace(/\r?\n$/, '');
