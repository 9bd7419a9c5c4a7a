import type { ApplicationFile } from '../../src/connectors/connector.ts';

/** A file of an application with this content; `reads` counts how often somebody wanted it. */
export function fileOf(name: string, content: string | Uint8Array): ApplicationFile & { reads: number } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = {
    id: `id of ${name}`,
    name,
    type: name.endsWith('.pdf') ? 'application/pdf' : 'image/jpeg',
    size: bytes.byteLength,
    reads: 0,
    read: async () => {
      file.reads += 1;
      return bytes;
    },
  };
  return file;
}

/** Checkpoints that are kept, as a store keeps them. */
export function keepCheckpoints() {
  const kept: Record<string, string> = {};
  const order: string[] = [];
  return {
    kept,
    order,
    record: async (more: Readonly<Record<string, string>>) => {
      order.push(...Object.keys(more));
      Object.assign(kept, more);
    },
  };
}
