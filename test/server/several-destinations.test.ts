import { describe, expect, it } from 'vitest';
import type { DeliveryState } from '../../src/queue/delivery.ts';
import { erasedError } from '../../src/queue/erasure.ts';
import { statusOf } from '../../src/server/application-status.ts';

const delivery = (state: DeliveryState['state'], more: Partial<DeliveryState> = {}): DeliveryState => ({
  destination: 'crm',
  state,
  attempts: 1,
  dueAt: 0,
  ...more,
});

const status = (...deliveries: DeliveryState[]) =>
  statusOf({ id: '', reference: '', receivedAt: 0, files: [], deliveries });

const optional = { optional: true } as const;

describe('an application to several destinations', () => {
  it('is delivered once every required delivery is', () => {
    expect(status(delivery('delivered'), delivery('leased'))).toBe('queued');
    expect(status(delivery('delivered'), delivery('delivered'))).toBe('delivered');
  });

  it('needs attention as soon as a required delivery does', () => {
    expect(status(delivery('delivered'), delivery('attention'), delivery('queued'))).toBe('attention');
  });

  it.each(['queued', 'leased', 'attention'] as const)(
    'is not held up by an optional delivery that is %s',
    (state) => {
      expect(status(delivery('delivered'), delivery(state, optional))).toBe('delivered');
    },
  );

  it('is not delivered by an optional delivery alone', () => {
    expect(status(delivery('queued'), delivery('delivered', optional))).toBe('queued');
  });

  it('is not delivered by an optional delivery where all others were erased', () => {
    const erased = delivery('attention', { lastError: erasedError });
    expect(status(erased, delivery('delivered', optional))).toBeUndefined();
  });

  it('has no status once it was erased before it was delivered anywhere', () => {
    const erased = { lastError: erasedError };
    expect(
      status(delivery('attention', erased), delivery('attention', { ...optional, ...erased })),
    ).toBeUndefined();
  });
});
