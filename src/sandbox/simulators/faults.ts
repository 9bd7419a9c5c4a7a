import { isJsonObject, type Json } from './json.ts';

/**
 * The ways in which a simulated system can misbehave.
 *
 * Nothing is stored by `timeout-before-commit`, `unauthorized`, `redirect`, `error-200` and every `status-…`. All others
 * handle the call first (`race` twice) and spoil only what the caller gets to see of it; "commit" of a call that only reads means that it was handled.
 */
const FAULT_NAMES = [
  /** No answer, nothing stored. */
  'timeout-before-commit',
  /** No answer, but stored. */
  'timeout-after-commit',
  /** No answer; stored only after `delayMs` (2 s unless told), whether the caller still waits or not. */
  'commit-late',
  /** Stored, then the connection is cut. */
  'reset-after-commit',
  /** The vendor's own error body. */
  'status-500',
  /** A gateway's error page. */
  'status-502-html',
  /** With `Retry-After: 1`. */
  'status-503',
  /** With `Retry-After: 1`. */
  'status-429',
  /** 401 with an HTML page, as from a gateway. */
  'unauthorized',
  /** Stored, then a body whose JSON breaks off. */
  'malformed-json',
  /** Stored, then a normal answer after `delayMs` (2 s unless told). */
  'slow',
  /** Stored, then a normal answer of which the body comes in pieces for `delayMs` (2 s unless told). */
  'slow-drip',
  /** The vendor's error body for a refused write, though nothing is wrong with the call. */
  'status-400',
  /** The vendor's error body for something that does not exist. */
  'status-404',
  /** Stored, then the usual status without a body. */
  'empty-body',
  /** Stored, then a body without `id` (or what the vendor has in its place) and no `Location`. */
  'no-id',
  /** Stored, then 200 with an HTML page, as from a login or maintenance gateway. */
  'html-200',
  /** Stored, then the connection is cut in the middle of the body, whose length was promised. */
  'cut-off',
  /** 302 to the same path on another host. */
  'redirect',
  /** The vendor's error body, but with status 200. */
  'error-200',
  /** Stored, then the usual status with JSON of another shape and no `Location`. */
  'wrong-shape',
  /** Stored, then the usual answer with a member of 8 MB more. */
  'oversized',
  /** The same call by someone else is carried out first. */
  'race',
] as const;

/** One of the ways in which a simulated system can misbehave. */
export type FaultName = (typeof FAULT_NAMES)[number];

/** A fault waiting for the next `times` calls of an operation (`any`: of every operation). */
export interface PendingFault {
  operation: string;
  fault: FaultName;
  times: number;
  /** Of `slow`: how late the answer comes. Of `slow-drip`: how long its body takes. Of `commit-late`: how late the call is carried out. */
  delayMs?: number;
}

/** The faults of one simulator that have been ordered and not yet played. */
export interface FaultQueue {
  /** Takes an order as it comes from a request body; gives back what is wrong with it, or null when it was accepted. */
  order(input: Json | undefined): string | null;
  /** The fault for a call that has just arrived, the oldest that fits; it counts as played from now on. */
  take(operation: string): PendingFault | null;
  pending(): PendingFault[];
  clear(): void;
}

const DEFAULT_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 600_000;
const DELAYED: readonly FaultName[] = ['slow', 'slow-drip', 'commit-late'];
const MEMBERS = ['operation', 'fault', 'times', 'delayMs', 'afterMs'];

/** A queue for a system with these operations; `any` is always understood besides. */
export function createFaultQueue(operations: readonly string[]): FaultQueue {
  const allowed = operations.includes('any') ? [...operations] : [...operations, 'any'];
  let queue: PendingFault[] = [];
  return {
    order(input) {
      const read = readOrder(input, allowed);
      if (typeof read === 'string') return read;
      queue.push(read);
      return null;
    },
    take(operation) {
      const found = queue.find((each) => each.operation === operation || each.operation === 'any');
      if (found === undefined) return null;
      found.times -= 1;
      queue = queue.filter((each) => each.times > 0);
      return { ...found };
    },
    pending: () => queue.map((each) => ({ ...each })),
    clear() {
      queue = [];
    },
  };
}

function readOrder(input: Json | undefined, allowed: readonly string[]): PendingFault | string {
  if (!isJsonObject(input)) return 'The body must be a JSON object with "operation" and "fault".';
  const { operation, fault, times = 1 } = input;
  const surplus = Object.keys(input).find((name) => !MEMBERS.includes(name));
  if (surplus !== undefined) return `Unknown member "${surplus}"; allowed are ${MEMBERS.join(', ')}.`;
  if (typeof operation !== 'string' || !allowed.includes(operation)) {
    return `"operation" must be one of ${allowed.join(', ')}.`;
  }
  const name = FAULT_NAMES.find((each) => each === fault);
  if (name === undefined) return `"fault" must be one of ${FAULT_NAMES.join(', ')}.`;
  if (typeof times !== 'number' || !Number.isSafeInteger(times) || times < 1) {
    return '"times" must be a whole number from 1.';
  }
  const delay = input.delayMs ?? input.afterMs;
  const delayed = DELAYED.includes(name);
  if (delay !== undefined && !delayed) return `"delayMs" belongs to the faults ${DELAYED.join(', ')} only.`;
  if (!delayed) return { operation, fault: name, times };
  const delayMs = delay ?? DEFAULT_DELAY_MS;
  if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs <= LONGEST_DELAY_MS)) {
    return `"delayMs" must be a number from 0 to ${LONGEST_DELAY_MS}.`;
  }
  return { operation, fault: name, times, delayMs };
}
