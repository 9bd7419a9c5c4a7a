/**
 * Why storage cannot be used, as far as an operator can do something about it. `full`: free some space. `read-only`: the
 * disk or its permissions. `locked`: another process holds it. `unreachable`: it is closed, or its server does not
 * answer. `broken`: the disk or the file is damaged. `unknown`: the log has the driver's own code.
 */
export const storageTroubles = ['full', 'read-only', 'locked', 'unreachable', 'broken', 'unknown'] as const;

export type StorageTrouble = (typeof storageTroubles)[number];

/** SQLite's primary result codes ("Result and Error Codes"). An extended code has its primary one in the low byte. */
const sqlite: Readonly<Record<number, StorageTrouble>> = {
  5: 'locked',
  6: 'locked',
  8: 'read-only',
  10: 'broken',
  11: 'broken',
  13: 'full',
  14: 'unreachable',
  26: 'broken',
};

/** Codes of Node, and of PostgreSQL ("PostgreSQL Error Codes"). */
const byCode: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'broken',
  ENOENT: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EPIPE: 'unreachable',
  ERR_INVALID_STATE: 'unreachable',
  '53100': 'full',
  '25006': 'read-only',
  '55P03': 'locked',
  '53300': 'unreachable',
};

/** What the driver of PostgreSQL finds out by itself has no code: a connection is gone, or nobody answers in time. */
const noAnswer =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying|Client (was closed|has encountered)|Cannot use a pool)/;

/** What a driver's error says in the end. Classes 08 and 57 of PostgreSQL are connections and servers that go away. */
export function storageTroubleOf(cause: unknown): StorageTrouble {
  const { name, message, code, errcode } = (cause ?? {}) as Readonly<Record<string, unknown>>;
  if (name === 'DiskAlmostFull') return 'full';
  if (typeof errcode === 'number') return sqlite[errcode & 0xff] ?? 'unknown';
  if (typeof code !== 'string') return noAnswer.test(String(message)) ? 'unreachable' : 'unknown';
  return byCode[code] ?? (/^(08|57)\w{3}$/.test(code) ? 'unreachable' : 'unknown');
}
