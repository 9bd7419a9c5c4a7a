import { createMemoryStore } from '../../src/stores/memory-store.ts';
import { describeStoreContract } from '../contracts/store-contract.ts';

describeStoreContract('memory store', createMemoryStore);
