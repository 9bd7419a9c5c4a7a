import type { Landing } from '../element/sending/attribution.ts';

/** What is kept of a page's query: where the applicant came from. Answers that it gives are named by the operator. */
const kept =
  /^(utm_(source|medium|campaign|term|content)|gclid|gbraid|wbraid|fbclid|msclkid|ttclid|application_source|job_id)$/;

/** The longest address, and the longest of its values, in UTF-16 units. */
const maxAddress = 2_000;
const maxValue = 255;

/** Where the applicant came from, as the first page tells: the path and what counts of its query, and the referrer. */
export function landingOf(request: Request, prefill: readonly string[]): Landing {
  const { pathname, searchParams } = new URL(request.url);
  const query = new URLSearchParams();
  for (const [key, value] of searchParams) {
    const counts = kept.test(key) || prefill.includes(key);
    if (counts && value.length <= maxValue && !query.has(key)) query.set(key, value);
  }
  const text = `${query}`;
  const href = text && text.length < maxAddress - 200 ? `${pathname}?${text}` : pathname;
  return { href, referrer: withoutQuery(request.headers.get('referer') ?? '') };
}

/** What a page has carried of it. Anybody may write there, so it is held to the same shape. */
export function carriedLanding(path: string, href = '', referrer = ''): Landing {
  const isOurs = href.length <= maxAddress && (href === path || href.startsWith(`${path}?`));
  return { href: isOurs ? href : path, referrer: withoutQuery(referrer) };
}

/** The job that a link names, by its id. */
export function jobIn({ href }: Landing): string {
  const job = new URLSearchParams(href.replace(/^[^?]*/, '')).get('job_id') ?? '';
  return /^[\w.-]{1,64}$/.test(job) ? job : '';
}

function withoutQuery(address: string): string {
  if (address.length > maxAddress || !URL.canParse(address)) return '';
  const { protocol, origin, pathname } = new URL(address);
  return /^https?:$/.test(protocol) ? origin + pathname : '';
}
