import type { FaultName } from '../../../src/sandbox/simulators/faults.ts';

/** A fault of a simulator, the operation that it can befall, and how late something happens, in milliseconds. */
export type Fault = readonly [operation: string, fault: FaultName, delayMs?: number];

/** What can befall any call, each leaving its outcome in the dark in a way of its own. */
export const faultsAnywhere: readonly FaultName[] = [
  'timeout-before-commit',
  'timeout-after-commit',
  'reset-after-commit',
  'status-500',
  'status-502-html',
  'status-503',
  'status-429',
  'unauthorized',
  'malformed-json',
  'status-404',
  'empty-body',
  'html-200',
  'cut-off',
  'redirect',
  'error-200',
  'wrong-shape',
  'oversized',
];
