import { httpTransport } from '../src/transport/http-transport.ts';
import type { Transport } from '../src/transport/transport.ts';
import { type Call, recordingFetch } from './call.ts';
import type { Settings } from './settings.ts';

interface TransportChoice {
  readonly name: string;
  readonly note: string;
  create(onCall: (call: Call) => void): Transport;
}

const network: typeof fetch = (input, init) => fetch(input, init);

/** The transports that the panel offers: what a page sets as `element.transport`. */
export const transports: Readonly<Record<Settings['transport'], TransportChoice>> = {
  http: {
    name: 'HTTP, as by default',
    note: 'httpTransport() posts to the proxy. What cannot be sent waits, and the form tries again under the same id.',
    create: (onCall) => httpTransport({ fetch: recordingFetch(network, onCall) }),
  },
  slow: {
    name: 'The page’s own: slow network',
    note: 'element.transport = { submit }: waits four seconds, then passes on to httpTransport().',
    create(onCall) {
      const http = transports.http.create(onCall);
      return {
        async submit(submission, options) {
          console.info(`Sending application ${submission.id} over a slow network`);
          await new Promise((resolve) => setTimeout(resolve, 4_000));
          return http.submit(submission, options);
        },
      };
    },
  },
  offline: {
    name: 'The page’s own: no signal',
    note: 'Every call fails: the application is saved and waits. Choose another transport and press “Try now”, or leave it to go out by itself.',
    create: (onCall) => httpTransport({ fetch: recordingFetch(noSignal, onCall) }),
  },
};

async function noSignal(): Promise<never> {
  throw new TypeError('Failed to fetch');
}
