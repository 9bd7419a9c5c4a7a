import type { Attribution } from '../../model/submission.ts';
import type { Campaign, Landing } from '../sending/attribution.ts';

/** Where the first visit is remembered, if the reader agrees: what it told, and until when. */
const storageKey = 'applicant-intake-first-visit';
const keepMs = 90 * 86_400_000;

/** A source that the link names, and what is remembered of the first visit, of which this may be the one. */
export function moreOf(
  landing: Landing,
  visit: Attribution,
  { sourceMap, attributionConsent: consent }: Campaign,
): Attribution {
  const source = sourceMap ? sourceIn(landing, sourceMap) : undefined;
  return {
    ...(consent === 'granted' ? firstVisit(visit) : {}),
    ...(source && { application_source: source }),
  };
}

/** What was remembered of the first visit; else this is the first one, and is remembered. */
function firstVisit(visit: Attribution): Record<string, string> {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? 'null');
    const known = kept?.until > Date.now() ? Object(kept.visit) : visit;
    if (known === visit)
      localStorage.setItem(storageKey, JSON.stringify({ visit, until: Date.now() + keepMs }));
    // Only what a visit can tell, whatever else may write there.
    const keys = Object.keys(known).filter((key) =>
      /^(utm_\w+|\w+cl(k)?id|[gw]braid|landing_page|referrer)$/.test(key),
    );
    return Object.fromEntries(keys.map((key) => [`first_${key}`, `${known[key]}`]));
  } catch {
    return {};
  }
}

/** The source that a link names by a word of the page's list: anybody can write a link, and sources are a menu. */
function sourceIn({ href }: Landing, list: string): string | undefined {
  const query = new URL(href).searchParams;
  const words = ['application_source', 'utm_source'].map((key) => query.get(key)?.trim().toLowerCase());
  const entries = list.split(',').map((entry) => entry.split('=').map((part) => part.trim()));
  return entries.find(([word]) => word && words.includes(word.toLowerCase()))?.[1];
}
