import { styles } from '../../element/styles/styles.ts';
import type { HostedSettings } from '../hosted-settings.ts';

/** Without comments and the spaces that are there for people. */
const compact = (css: string) =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim();

/**
 * What the form looks like: the element's own style sheets. A complaint whose link needs a script is text without it,
 * and what comes with the page is there at once.
 */
export const formStyles: string = compact(`${styles}
  .summary a:not([href]) { text-decoration: none; cursor: default; }
  .still { animation: none !important; }`);

/** What the page around the form looks like. */
export function pageStyles({ accent, accentDark, theme }: HostedSettings): string {
  const scheme = theme === 'auto' ? 'light dark' : theme;
  const accents = accentDark ? `light-dark(${accent || '#0b5cad'}, ${accentDark})` : accent;
  return compact(`
    :root {
      color-scheme: ${scheme};
      --page: #edf1f5;
      --text: #17212b;
      --muted: #4d5b69;
      --card: #fff;
      --link: #0b5cad;
      font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
      font-size: max(16px, 1rem);
      line-height: 1.5;
      ${accents && `--intake-accent: ${accents};`}
    }
    @supports (color: light-dark(red, red)) {
      :root {
        --page: light-dark(#edf1f5, #0c1116);
        --text: light-dark(#17212b, #f1f4f7);
        --muted: light-dark(#4d5b69, #aeb9c4);
        --card: light-dark(#fff, #161c23);
        --link: light-dark(#0b5cad, #7cbcff);
      }
    }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--page); color: var(--text); overflow-wrap: break-word; }
    header, main { width: 100%; max-width: 624px; margin: 0 auto; }
    header { padding: 24px 16px 16px; }
    header p { margin: 0; color: var(--muted); font-weight: 600; }
    h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
    main { padding: 0 0 32px; }
    .problem { padding: 24px 16px; background: var(--card); border-radius: 8px; }
    h2 { margin: 0; line-height: 1.25; text-wrap: balance; }
    .problem p { margin: 12px 0 0; }
    a { color: var(--link); font-weight: 600; }
    applicant-intake { --intake-radius: 8px; }
    @media (min-width: 656px) {
      header { padding: 40px 32px 20px; }
      h1 { font-size: 2.125rem; }
      main { padding: 0 0 64px; }
      .problem { padding: 32px; }
      applicant-intake, .problem { border-radius: 12px; box-shadow: 0 1px 2px #0003, 0 8px 32px #00000014; }
      applicant-intake { overflow: clip; }
    }
    .framed { background: none; }
    .framed header { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
    .framed main { max-width: none; padding: 0; }
    .framed :is(applicant-intake, .problem) { border-radius: 0; box-shadow: none; }
    @media (scripting: none) {
      applicant-intake::part(copy-button) { display: none; }
    }`);
}

/** A style sheet as a content security policy names it. */
export async function hashOf(css: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(css));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
