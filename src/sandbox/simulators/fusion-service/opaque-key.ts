import type { Row } from './rows.ts';

/** A key of which a caller can make nothing: it is to follow links. */
export function opaqueKeyOf({ id, parent }: Pick<Row, 'id' | 'parent'>): string {
  const part = (number: bigint) => `0008${number.toString(16).toUpperCase().padStart(16, '0')}`;
  return `00020000${part(parent?.id ?? 0n)}${part(id)}EACED0005`;
}
