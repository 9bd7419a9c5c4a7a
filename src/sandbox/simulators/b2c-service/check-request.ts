import type { Assumptions } from './assumptions.ts';
import { VendorProblem } from './problem.ts';

const LONGEST_CONTEXT = 40;

/** The versions in the path that are served. */
export type Version = 'v1.3' | 'v1.4' | 'latest';

/** The version of the path, or a problem when it is none that is served. */
export function readVersion(segment: string | undefined): Version {
  if (segment === 'v1.3' || segment === 'v1.4' || segment === 'latest') return segment;
  throw new VendorProblem('OSC-CREST-00003', `Unsupported API version: ${segment ?? ''}`);
}

/**
 * The header that names the caller's action in the vendor's reports: free text of at most 40 characters, mandatory
 * on every method from v1.4 on. That it means nothing in v1.3 is inferred.
 */
export function checkApplicationContext(version: Version, headers: Headers, assumptions: Assumptions): void {
  if (version === 'v1.3') return;
  const context = headers.get('osvc-crest-application-context')?.trim() ?? '';
  const { applicationContext } = assumptions.codes;
  if (context === '') {
    throw new VendorProblem(applicationContext, 'The header OSvC-CREST-Application-Context is required');
  }
  if ([...context].length > LONGEST_CONTEXT) {
    throw new VendorProblem(
      applicationContext,
      `The header OSvC-CREST-Application-Context must not exceed ${LONGEST_CONTEXT} characters`,
    );
  }
}

/**
 * A language that is asked for must be the interface's. Which of several tags counts is not documented; here it is the
 * most preferred one, and a region is ignored. `*` asks for nothing: some HTTP clients send it unasked.
 */
export function checkLanguage(headers: Headers, interfaceLanguage: string | null): void {
  const asked = headers.get('accept-language')?.trim() ?? '';
  if (asked === '' || interfaceLanguage === null) return;
  const tag = mostPreferred(asked);
  if (tag === '*' || primaryLanguage(tag) === primaryLanguage(interfaceLanguage)) return;
  throw new VendorProblem('OSC-CREST-00017', `Unsupported language: ${tag}`);
}

function mostPreferred(header: string): string {
  const ranges = header.split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  // A stable sort: of equally preferred tags the first stays first.
  return ranges.sort((a, b) => b.quality - a.quality)[0]?.tag ?? '';
}

function primaryLanguage(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
