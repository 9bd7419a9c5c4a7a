import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { describeStoreContract } from '../contracts/store-contract.ts';
import { describeOperations } from '../contracts/store-operations.ts';

describeStoreContract('memory store', createMemoryStore);

describeOperations('memory store', () => {
  const store = createMemoryStore();
  return { store, operations: store.operations };
});
