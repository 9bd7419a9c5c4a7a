import { type Issue, issue, type Parsed } from '../model/issue.ts';
import { checkText, tidy } from '../model/rules.ts';
import { type Attribution, type AttributionKey, attributionKeys } from '../model/submission.ts';

/** Long enough for a page's address; every other attribution value is far shorter in practice. */
const maxLength = 2_048;

/** What advertisers write, and nothing longer. */
const clickId = /^[\w.-]{1,255}$/;

/** Origin and path of an address: what follows may name the person, and so may what stands before the host. */
function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, '$1');
}

/** What is kept of a value. An empty one is dropped later: no advertiser's mistake keeps a person from applying. */
function kept(key: AttributionKey, value: string): string {
  if (/(clid|clkid|braid)$/.test(key)) return clickId.test(tidy(value)) ? tidy(value) : '';
  return tidy(/(landing_page|referrer)$/.test(key) ? withoutQuery(value) : value);
}

const known: ReadonlySet<string> = new Set(attributionKeys);

/**
 * Where an applicant came from: text under known keys, each brought into the form in which it is kept, and what is left
 * of it. Not by a schema: most of so many keys are absent, and a schema looks at every one.
 */
export function readAttribution(input: unknown): Parsed<Attribution> {
  if (input === undefined) return { value: {} };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { issues: [issue('attribution', 'invalid_type')] };
  }
  const given = input as Readonly<Record<string, unknown>>;
  const issues: Issue[] = [];
  const attribution: Partial<Record<AttributionKey, string>> = {};
  for (const key of attributionKeys) {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    if (value === undefined) continue;
    const path = `attribution.${key}`;
    if (typeof value !== 'string') {
      issues.push(issue(path, 'invalid_type'));
      continue;
    }
    const text = kept(key, value);
    const code = checkText(text, maxLength);
    if (code) issues.push(issue(path, code, code === 'too_long' ? { max: maxLength } : {}));
    else if (text) attribution[key] = text;
  }
  for (const key of Object.keys(given)) {
    if (!known.has(key)) issues.push(issue(`attribution.${key}`, 'unknown_key'));
  }
  return issues.length > 0 ? { issues } : { value: attribution };
}
