import type { DatabaseSettings } from './settings.ts';

/** Where the database is, and what it is: its address is a secret, which may stand in a file. */
export async function databaseAt({ url, ...database }: DatabaseSettings) {
  return { ...database, url: typeof url === 'string' ? url : await url() };
}
