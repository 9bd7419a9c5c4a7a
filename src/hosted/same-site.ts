/**
 * Whether a post comes from another site's page. Browsers say so in `Sec-Fetch-Site` (W3C Fetch Metadata); those too
 * old for it send an `Origin`, which is compared as the API does: without the scheme, since TLS may end before us. What
 * sends neither is no browser, and nobody's answers are sent from under their eyes by it.
 */
export function isFromElsewhere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  // `none`: the reader's own doing, such as a tab that is opened again.
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  return origin !== null && origin.replace(/^https?:\/\//, '') !== hostOf(request).toLowerCase();
}

/** The host as the sender wrote it. */
export const hostOf = (request: Request): string => request.headers.get('host') ?? new URL(request.url).host;
