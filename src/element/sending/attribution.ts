import type { Attribution } from '../../model/submission.ts';
import type { Later } from '../load-later.ts';

/** What is known of the page that an applicant arrived on. */
export interface Landing {
  /** The page's address. */
  readonly href: string;
  /** The address of the page before it, or `''`. */
  readonly referrer: string;
}

/** What the page says about its applicants, as attributes of the element. */
export interface Campaign {
  readonly applicationSource: string | null | undefined;
  readonly sourceMap: string | null | undefined;
  readonly jobId: string | null | undefined;
  readonly attributionConsent: string | null | undefined;
}

/** Campaign parameters. */
const campaignKeys = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];

/** The click ids of advertisers, which tell one reader from another. */
const clickKeys = ['gclid', 'gbraid', 'wbraid', 'fbclid', 'msclkid', 'ttclid'];

/** Where an applicant came from, with what links and earlier visits tell of it if the page wants to know. */
export async function attributionFor(
  landing: Landing,
  campaign: Campaign,
  loadMore: Later['page'],
): Promise<Attribution> {
  const visit = attributionOf(landing, campaign);
  if (!campaign.sourceMap && campaign.attributionConsent !== 'granted') return visit;
  const more = await loadMore().catch(() => undefined);
  return { ...visit, ...more?.moreOf(landing, visit, campaign) };
}

/**
 * Where an applicant came from: what the embedding page says, campaign parameters and click ids of the page's own
 * address, and two addresses without their queries, which may hold anything. Click ids stay out if the reader has
 * refused, to the page or by Global Privacy Control.
 */
export function attributionOf(
  landing: Landing,
  { applicationSource, jobId, attributionConsent: consent }: Campaign,
): Attribution {
  const refused =
    consent === 'denied' ||
    (consent !== 'granted' && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl);
  const query = parsed(landing.href)?.searchParams;
  const values = [
    ...[...campaignKeys, ...(refused ? [] : clickKeys)].map((key) => [key, query?.get(key)]),
    ['application_source', applicationSource],
    ['job_id', jobId],
  ].map(([key, value]) => [key, tidied(value ?? '')]);
  const addresses = [
    ['landing_page', address(landing.href)],
    ['referrer', address(landing.referrer)],
  ];
  return Object.fromEntries([...values, ...addresses].filter(([, value]) => value));
}

/** Without what no campaign writes and every check refuses: control characters, and half a character left by the cut. */
const tidied = (value: string) =>
  value
    .slice(0, 255)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim();

/** Origin and path of an address on the web. */
function address(text: string): string {
  const url = parsed(text);
  return url && /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).slice(0, 2000) : '';
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
