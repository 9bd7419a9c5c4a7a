import { openSqliteOperations } from '../../src/stores/sqlite-operations.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { describeOperations } from '../contracts/store-operations.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeOperations('SQLite store', () => {
  const directory = temporaryFolder();
  return { store: createSqliteStore({ directory }), operations: openSqliteOperations({ directory }) };
});
