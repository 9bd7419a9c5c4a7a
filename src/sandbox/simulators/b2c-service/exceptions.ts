import type { VendorCall } from '../create-simulator.ts';
import { jsonResponse } from '../json.ts';
import { API_ROOT } from './call.ts';
import { TITLES, VendorProblem } from './problem.ts';

/** GET of `exceptions`, which stands beside the versions: every error code, or one. How they are written is inferred. */
export function answerExceptions(call: VendorCall, path: readonly string[]): Response {
  const [code, ...more] = path;
  if (call.method !== 'GET') throw new VendorProblem('OSC-CREST-00002', `Unsupported method: ${call.method}`);
  const address = `${call.site}${API_ROOT}/exceptions`;
  if (code === undefined) {
    const items = Object.entries(TITLES).map(([each, title]) => ({
      code: each,
      title,
      links: [{ rel: 'canonical', href: `${address}/${each}` }],
    }));
    return jsonResponse({ items, links: [{ rel: 'self', href: address }] });
  }
  const title = Object.hasOwn(TITLES, code) ? TITLES[code] : undefined;
  if (title === undefined || more.length > 0) {
    throw new VendorProblem('OSC-CREST-00001', `Unknown exception code: ${path.join('/')}`, 404);
  }
  return jsonResponse({ code, title, links: [{ rel: 'self', href: `${address}/${code}` }] });
}
