import { type DeliveryContext, DeliveryError } from './connector.ts';

/** The longest time between two looks at an application that waits for something to be put right, in milliseconds. */
const maxRecheckMs = 900_000;

/**
 * The error that ends an attempt which set an application aside to be looked at again (`recheckMs`): after twice the
 * time whenever it is set aside anew, whatever else it was tried for. Any other error is given back as it is.
 */
export async function laterEachTime(
  error: unknown,
  { checkpoints, record }: Pick<DeliveryContext, 'checkpoints' | 'record'>,
): Promise<unknown> {
  if (!(error instanceof DeliveryError) || error.recheckMs === undefined) return error;
  const times = Number(checkpoints.setAside ?? 0);
  await record({ setAside: String(times + 1) });
  const waitMs = Math.min(maxRecheckMs, error.recheckMs * 2 ** Math.min(times, 20));
  return new DeliveryError('rejected', error.message, { recheckMs: waitMs, cause: error });
}
