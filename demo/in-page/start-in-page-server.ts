import { setupWorker } from 'msw/browser';
import { http } from 'msw/http';
import { createSandbox } from '../../src/sandbox/create-sandbox.ts';
import { ConnectionReset } from '../../src/sandbox/simulators/connection-reset.ts';
import { makeStreamsIterable } from './make-streams-iterable.ts';

/**
 * Runs the proxy, the worker and the simulator in this page, and lets a service worker hand them every call that the
 * page makes to `/v1/` and `/sandbox/`. `root` leads to the folder that holds the worker's script. Rejects where service
 * workers are not to be had.
 */
export async function startInPageServer(root: string): Promise<void> {
  makeStreamsIterable();
  const sandbox = createSandbox();
  const answer = async ({ request }: { request: Request }) => {
    try {
      return await sandbox.fetch(request);
    } catch (error) {
      if (error instanceof ConnectionReset) return Response.error();
      throw error;
    }
  };
  const { origin } = location;
  try {
    await setupWorker(http.all(`${origin}/v1/*`, answer), http.all(`${origin}/sandbox/*`, answer)).start({
      serviceWorker: { url: new URL(`${root}mockServiceWorker.js`, location.href).href },
      onUnhandledFrame: 'bypass',
      quiet: true,
    });
  } catch (cause) {
    throw new Error('This demo needs a service worker: open it over https or on localhost', { cause });
  }
}
