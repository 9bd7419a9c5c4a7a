import { statfs } from 'node:fs/promises';
import { StoreUnavailable } from '../queue/delivery-store.ts';

/** There is room on the disk, but it is kept for applications. */
class DiskAlmostFull extends Error {
  override readonly name = 'DiskAlmostFull';
}

/**
 * Makes the function that rejects with {@link StoreUnavailable} where so many bytes more would leave less than the
 * reserve free on the disk of a folder.
 */
export function createDiskReserve(directory: string, reserveBytes: number) {
  return async function keepFree(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(directory).catch((cause: unknown) => {
      throw new StoreUnavailable(cause);
    });
    if (bavail * bsize - bytes < reserveBytes) throw new StoreUnavailable(new DiskAlmostFull());
  };
}
