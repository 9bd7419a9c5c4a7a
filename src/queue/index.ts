export type { BreakerState } from './breaker.ts';
export type { DeliveryState, LeasedDelivery, StoredFile } from './delivery.ts';
export * from './delivery-store.ts';
export { createDeliveryWorker, type DeliveryWorker, type DeliveryWorkerOptions } from './delivery-worker.ts';
export type { EraseLimits, Erasure } from './erasure.ts';
export { type Log, silentLog } from './log.ts';
export { type RetentionOptions, startRetention } from './retention.ts';
export type { Subject } from './subject.ts';
export { Unreadable, type UnreadableKind } from './unreadable.ts';
