import type { Connector } from '../../connectors/connector.ts';

/**
 * A connector that is loaded when it is first used. Most proxies have one destination, and memory is counted: the code of
 * the others need not be there.
 */
export function lazyConnector(destination: string, load: () => Promise<Connector>): Connector {
  let loading: Promise<Connector> | undefined;
  const connector = () => {
    loading ??= load().catch((error: unknown) => {
      // Whoever comes next tries again.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    destination,
    deliver: async (submission, context) => (await connector()).deliver(submission, context),
    check: async (context) => (await connector()).check(context),
    async close() {
      await (await loading)?.close?.();
    },
  };
}
