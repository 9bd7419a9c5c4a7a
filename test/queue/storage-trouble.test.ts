import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/queue/index.ts';
import { storageTroubleOf, storageTroubles } from '../../src/queue/storage-trouble.ts';
import { brokenStore } from '../support/application-server.ts';

describe('why storage cannot be used', () => {
  it.each([
    [{ errcode: 13 }, 'full'],
    [{ code: 'ENOSPC' }, 'full'],
    [{ name: 'DiskAlmostFull' }, 'full'],
    [{ code: '53100' }, 'full'],
    [{ errcode: 8 }, 'read-only'],
    [{ errcode: 1032, code: 'ERR_SQLITE_ERROR' }, 'read-only'],
    [{ code: '25006' }, 'read-only'],
    [{ errcode: 5 }, 'locked'],
    [{ errcode: 261 }, 'locked'],
    [{ code: 'ECONNREFUSED' }, 'unreachable'],
    [{ code: '57P01' }, 'unreachable'],
    [{ code: '08006' }, 'unreachable'],
    [new Error('Connection terminated unexpectedly'), 'unreachable'],
    [new Error('Query read timeout'), 'unreachable'],
    [new Error('timeout exceeded when trying to connect'), 'unreachable'],
    [{ errcode: 778 }, 'broken'],
    [{ errcode: 11 }, 'broken'],
    [{ errcode: 1 }, 'unknown'],
    [new Error('Rosa Delgado'), 'unknown'],
    [undefined, 'unknown'],
    ['text', 'unknown'],
  ])('is told by the driver: %j is %s', (cause, trouble) => {
    expect(storageTroubleOf(cause)).toBe(trouble);
    expect(storageTroubles).toContain(trouble);
  });

  it('is found in what a store that is closed throws', async () => {
    const error = await (await brokenStore()).ping().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(storageTroubleOf((error as StoreUnavailable).cause)).toBe('unreachable');
  });
});
