import { basename } from 'node:path';

/** What may be told of an error: its kind, the driver's codes, and those of its causes. */
export interface ErrorCodes {
  readonly name: string;
  readonly code?: string | number;
  readonly syscall?: string;
  readonly cause?: ErrorCodes;
}

/** Causes behind causes, at the most. */
const maxDepth = 5;

/** An error without its message, which may quote what a person typed, and without whatever else was put on it. */
export function errorCodes(error: unknown, depth = 0): ErrorCodes {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, errcode, syscall, cause } = error as NodeJS.ErrnoException & { errcode?: number };
  // Node's driver of SQLite says `ERR_SQLITE_ERROR` of everything, and what it was in `errcode`.
  const told = errcode ?? code;
  return {
    name: isWord(error.name) ? error.name : 'Error',
    ...((typeof told === 'number' || isWord(told)) && { code: told }),
    ...(isWord(syscall) && { syscall }),
    ...(cause !== undefined && depth < maxDepth && { cause: errorCodes(cause, depth + 1) }),
  };
}

/** Where in the code an error arose, such as `cli.js:120:7`: innermost first, without the message. */
export function errorPlaces(error: unknown, atMost = 5): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return [];
  // The message stands before the places, and may hold lines that look like some.
  const stack = error.stack.replace(error.message, '');
  return Array.from(stack.matchAll(/^ +at [^\n]*?([^\s()]+:\d+:\d+)\)?$/gm), ([, place = '']) =>
    basename(place),
  ).slice(0, atMost);
}

/** Names and codes of errors are words of a program; what somebody else has put there may be anything. */
function isWord(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z_][\w.]{0,63}$/.test(text);
}
