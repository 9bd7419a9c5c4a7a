import { type Attribution, type AttributionKey, attributionKeys } from '../model/submission.ts';

/** What is known of the page that an applicant arrived on. */
export interface Landing {
  /** The page's address. */
  readonly href: string;
  /** The address of the page before it, or `''`. */
  readonly referrer: string;
}

/** The longest address, and the longest of all other values, in UTF-16 units. */
const maxAddress = 2000;
const maxValue = 255;

/**
 * Where an applicant came from: what the embedding page says, campaign parameters and click ids of the page's own
 * address, and two addresses without their queries, which may hold anything.
 */
export function attributionOf(
  { href, referrer }: Landing,
  said: Readonly<Partial<Record<AttributionKey, string | null | undefined>>>,
): Attribution {
  const query = parsed(href)?.searchParams;
  const found: Record<string, string | null | undefined> = {
    landing_page: address(href),
    referrer: address(referrer),
  };
  for (const key of attributionKeys) {
    // The allow-list also names what only the page itself can know; a link must not claim those.
    if (/^utm_|clid$|braid$/.test(key)) found[key] = query?.get(key);
  }
  const known = Object.entries({ ...found, ...said })
    .map(
      ([key, value]) => [key, clean(value ?? '', /_page$|^ref/.test(key) ? maxAddress : maxValue)] as const,
    )
    .filter(([, value]) => value);
  return Object.fromEntries(known);
}

/** Without what no campaign writes and every check refuses: control characters, and half a character left by the cut. */
const clean = (value: string, max: number) =>
  value
    .slice(0, max)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();

/** Origin and path of an address on the web. */
function address(text: string): string {
  const url = parsed(text);
  return url && /^https?:$/.test(url.protocol) ? url.origin + url.pathname : '';
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
