import type { EraseLimits, Erasure } from '../../src/queue/erasure.ts';

/** Has a store erase all that ended before these limits; resolves to how many applications that were. */
export async function eraseAll(store: Pick<Erasure, 'eraseEnded'>, limits: EraseLimits): Promise<number> {
  let erased = 0;
  for (let now = -1; now !== 0; erased += now) now = await store.eraseEnded(limits);
  return erased;
}
