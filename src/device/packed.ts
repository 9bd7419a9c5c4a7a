/** A value and its files as bytes, and back. */

/** A value that JSON can hold, and files to go with it. */
export interface Packed {
  readonly value: unknown;
  readonly files: readonly File[];
}

/**
 * The bytes: the length of a head as 32 bits in this device's order, the head in JSON, then the files one after
 * another. Rejects when a file can no longer be read.
 */
export function pack({ value, files }: Packed): Promise<ArrayBuffer> {
  const about = files.map(({ name, type, lastModified, size }) => ({ name, type, lastModified, size }));
  const head = new TextEncoder().encode(JSON.stringify([value, about]));
  return new Blob([new Uint32Array([head.length]), head, ...files]).arrayBuffer();
}

/** What was packed. Throws when the bytes are something else. */
export function unpack(bytes: ArrayBuffer): Packed {
  let at = 4 + (new Uint32Array(bytes, 0, 1)[0] ?? 0);
  const [value, about] = JSON.parse(new TextDecoder().decode(bytes.slice(4, at)));
  const files = about.map(({ name, size, ...rest }: File) => {
    const content = bytes.slice(at, at + size);
    at += size;
    return new File([content], name, rest);
  });
  return { value, files };
}
