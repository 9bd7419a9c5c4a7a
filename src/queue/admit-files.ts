import type { StoredFile } from './delivery.ts';
import type { AddFilesOptions, FilesAdded, NewFile } from './delivery-store.ts';
import { fitName } from './fit-name.ts';

/** A file that an application has, and the sum by which it is known again. */
export type HeldFile = StoredFile & { readonly sha256: string };

/** A file that is to be stored under a name of its own. */
export type AdmittedFile = HeldFile & { readonly content: Uint8Array };

/**
 * What becomes of files that are offered for an application which has `held`: the decision that every store takes
 * alike. `admitted` is what to store: nothing unless the outcome is `added`.
 */
export function admitFiles(
  held: readonly HeldFile[],
  offered: readonly NewFile[],
  { maxFiles, maxTotalBytes }: AddFilesOptions,
): { readonly outcome: FilesAdded['outcome']; readonly admitted: readonly AdmittedFile[] } {
  const sums = new Set(held.map(({ sha256 }) => sha256));
  const names = new Set(held.map(({ name }) => name.toLowerCase()));
  const admitted: AdmittedFile[] = [];
  for (const { name, type, sha256, content } of offered) {
    if (sums.has(sha256)) continue;
    const free = freeName(name, names);
    sums.add(sha256);
    names.add(free.toLowerCase());
    const id = crypto.randomUUID();
    admitted.push({ id, name: free, type, size: content.byteLength, sha256, content });
  }
  const total = [...held, ...admitted].reduce((sum, { size }) => sum + size, 0);
  if (admitted.length === 0) return { outcome: 'added', admitted };
  if (held.length + admitted.length > maxFiles) return { outcome: 'too-many', admitted: [] };
  if (total > maxTotalBytes) return { outcome: 'too-large', admitted: [] };
  return { outcome: 'added', admitted };
}

/** The name, or with the first number that makes it free. Capitals make no difference: on many systems they make none. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) {
    free = fitName(stem, ` (${number})${extension}`);
  }
  return free;
}
