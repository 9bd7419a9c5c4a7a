import type { FaultName } from '../../src/sandbox/simulators/faults.ts';

/** A fault of the simulator, the operations that it can befall, and how late something happens. */
export type Fault = readonly [operation: string, fault: FaultName, delayMs?: number];

const writes = ['create-contact', 'create-incident', 'attach-file'];
const reads = ['query', 'read-menu', 'list-files', 'any'];

const anywhere: readonly FaultName[] = [
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

/** Every way in which the site can fail us, each leaving the outcome of a call in the dark in a way of its own. */
export const faults: readonly Fault[] = [
  ...[...writes, ...reads].flatMap((operation) => anywhere.map((fault): Fault => [operation, fault])),
  ...writes.flatMap((operation): Fault[] => [
    [operation, 'status-400'],
    [operation, 'no-id'],
    // Carried out after the proxy has given up waiting, and before it looks.
    [operation, 'commit-late', 700],
    [operation, 'slow', 200],
  ]),
  // The same call by someone else: only of contacts does the site itself keep there from being two.
  ['create-contact', 'race'],
];
