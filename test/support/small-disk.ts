import { spawnSync } from 'node:child_process';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const run = (command: string, ...args: string[]) => spawnSync(command, args, { encoding: 'utf8' });
const succeeds = (command: string, ...args: string[]) => run(command, ...args).status === 0;

const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Mounts a file system of its own, of a size such as `64k`, until the test ends; gives its folder. */
export function smallDisk(size: string): string {
  const folder = temporaryFolder();
  if (!succeeds('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'none', folder))
    throw new Error('mount failed');
  // Lazily: what still has a file open there is ended by another handler.
  onTestFinished(() => void succeeds('umount', '-l', folder));
  return folder;
}

/** Whether this user may mount anything. */
smallDisk.available = isRoot && tries((folder) => succeeds('mount', '-t', 'tmpfs', 'none', folder));

/**
 * Mounts an ext4 file system in a file until the test ends. `fail` has the kernel find an error in it, upon which it
 * becomes read-only under whoever uses it; it is writable again when it has been mounted anew.
 */
export function failingDisk() {
  const image = join(temporaryFolder(), 'image');
  writeFileSync(image, '');
  truncateSync(image, 32_000_000);
  const folder = temporaryFolder();
  if (!succeeds('mkfs.ext4', '-q', image)) throw new Error('mkfs.ext4 failed');
  mount();
  onTestFinished(() => void succeeds('umount', '-l', folder));

  function mount(): void {
    if (!succeeds('mount', '-o', 'loop,errors=remount-ro', image, folder)) throw new Error('mount failed');
  }

  return {
    folder,
    fail(): void {
      writeFileSync(triggerOf(folder), 'test');
    },
    /** Whoever uses it has to have ended. */
    repair(): void {
      if (!succeeds('umount', folder)) throw new Error('somebody still uses the disk');
      run('e2fsck', '-p', image);
      mount();
    },
  };
}

/** The file by which a kernel is told to find an error in a file system. */
function triggerOf(folder: string): string {
  const device = basename(run('findmnt', '-no', 'SOURCE', folder).stdout.trim());
  return `/sys/fs/ext4/${device}/trigger_fs_error`;
}

/** Whether this machine has what that takes. */
failingDisk.available =
  isRoot &&
  tries((folder) => {
    const image = `${folder}.image`;
    writeFileSync(image, '');
    truncateSync(image, 8_000_000);
    const mounted = succeeds('mkfs.ext4', '-q', image) && succeeds('mount', '-o', 'loop', image, folder);
    run('rm', image);
    return mounted && existsSync(triggerOf(folder));
  });

/** Tries something on a folder, which is unmounted and gone afterwards. */
function tries(attempt: (folder: string) => boolean): boolean {
  const folder = run('mktemp', '-d').stdout.trim();
  const possible = attempt(folder);
  run('umount', folder);
  run('rmdir', folder);
  return possible;
}
