import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

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
smallDisk.available = process.platform === 'linux' && process.getuid?.() === 0 && mayMount();

function mayMount(): boolean {
  const folder = spawnSync('mktemp', ['-d'], { encoding: 'utf8' }).stdout.trim();
  const mounted = succeeds('mount', '-t', 'tmpfs', '-o', 'size=64k', 'none', folder);
  if (mounted) succeeds('umount', folder);
  succeeds('rmdir', folder);
  return mounted;
}
