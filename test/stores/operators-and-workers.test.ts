import { openSqliteOperations } from '../../src/stores/sqlite-operations.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { describeOperatorsAndWorkers } from '../contracts/operators-and-workers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describeOperatorsAndWorkers(
  'SQLite store',
  () => {
    const directory = temporaryFolder();
    return { store: createSqliteStore({ directory }), operations: openSqliteOperations({ directory }) };
  },
  { leaseMs: 60, settleMs: 60 },
);
