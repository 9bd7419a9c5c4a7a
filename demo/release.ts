import type { Integrity } from '../scripts/integrity.ts';

declare const __RELEASE__: Integrity;

/** The version of the element's files, and their hashes: put here by the build. */
export const release: Integrity = __RELEASE__;
