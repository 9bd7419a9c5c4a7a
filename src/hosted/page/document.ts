import type { HostedSettings } from '../hosted-settings.ts';
import { attributes, escaped } from './escaped.ts';
import { formStyles, hashOf, pageStyles } from './style-sheets.ts';

/** One page, as far as it differs from the others. */
export interface PageContent {
  readonly language: string;
  readonly title: string;
  readonly heading: string;
  /** Whether it shows in a frame on another page, which has a heading of its own. */
  readonly isFramed: boolean;
  /** The address of each language's own first page, where this is one. */
  readonly alternates?: readonly { readonly language: string; readonly href: string }[];
  /** What stands in `<main>`, as HTML. */
  readonly main: string;
  /** Whether the script that takes over the form is wanted. */
  readonly withScript: boolean;
}

export interface DocumentOptions {
  readonly settings: HostedSettings;
  /** The address of the script that takes over the form. */
  readonly script: string;
  /** Origins whose pages may show ours in a frame. */
  readonly frameOrigins: readonly string[];
}

/** Makes whole documents, and the headers that go with them. */
export function createDocuments({ settings, script, frameOrigins }: DocumentOptions) {
  const styles = pageStyles(settings);
  const policy = Promise.all([hashOf(styles), hashOf(formStyles)]).then((hashes) =>
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src ${hashes.join(' ')}`,
      "connect-src 'self'",
      "img-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      `frame-ancestors ${["'self'", ...frameOrigins].join(' ')}`,
      "require-trusted-types-for 'script'",
    ].join('; '),
  );

  return {
    /** The document's text. */
    html(page: PageContent): string {
      const { language, title, heading, isFramed, alternates = [], main, withScript } = page;
      const links = alternates
        .map((each) => `<link rel="alternate"${attributes({ hreflang: each.language, href: each.href })}>`)
        .join('');
      return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<meta name="applicant-intake-frame" content="${escaped(frameOrigins.join(' '))}">${links}
<style>${styles}</style>${withScript ? `<script type="module" src="${escaped(script)}"></script>` : ''}</head>
<body${isFramed ? ' class="framed"' : ''}>
<header>${settings.employer && `<p>${escaped(settings.employer)}</p>`}<h1>${escaped(heading)}</h1></header>
<main>${main}</main></body></html>`;
    },

    /** Its headers. A page that holds what was typed is kept nowhere. */
    headers: async (isPosted: boolean): Promise<Record<string, string>> => ({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': await policy,
      'cache-control': isPosted ? 'no-store' : 'private, no-cache',
      'referrer-policy': 'same-origin',
      vary: 'Accept-Language, Sec-Fetch-Dest',
      'x-content-type-options': 'nosniff',
    }),
  };
}
