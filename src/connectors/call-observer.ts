import { NoReply } from './http-client.ts';

/** How a call ended: with the status of a reply, or with what kept one from coming. */
export type CallEnd = { readonly status: number } | { readonly noReply: NoReply['kind'] | 'unexpected' };

/** Is told of every call to a destination. It decides nothing, and must not throw. */
export interface CallObserver {
  /**
   * A call goes out. `operation` is one of the few names that a connector has for what it asks; `signal` is that of the
   * attempt which calls, or of work that several attempts wait for. Returns the function to tell how it ended.
   */
  begun(operation: string, signal: AbortSignal): (end: CallEnd) => void;
}

/** Takes no notice. */
export const silentCalls: CallObserver = { begun: () => () => {} };

/** Makes a call under the eyes of an observer. */
export async function observeCall<R extends { readonly status: number }>(
  observer: CallObserver,
  operation: string,
  signal: AbortSignal,
  call: () => Promise<R>,
): Promise<R> {
  const end = observer.begun(operation, signal);
  try {
    const reply = await call();
    end({ status: reply.status });
    return reply;
  } catch (error) {
    end({ noReply: error instanceof NoReply ? error.kind : 'unexpected' });
    throw error;
  }
}
