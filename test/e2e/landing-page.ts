import { readFileSync } from 'node:fs';
import { packageRoot } from '../../src/node/package-root.ts';

/** How a page of the proxy's own origin loads the form. */
export const script = {
  module: '<script type="module" src="/applicant-intake.js"></script>',
  classic: '<script src="/applicant-intake.classic.js"></script>',
};

/** The plain script, as it may stand between the tags of a script element. */
export const plainScript = readFileSync(
  `${packageRoot}dist/browser/applicant-intake.classic.js`,
  'utf8',
).replaceAll('</script', '<\\/script');

/** The element, with a way out for readers who get no form. */
export const form = `<applicant-intake employer="Example Freight">
  <p><a href="/form/driver-short">Open the application form</a>, or call <a href="tel:7205550142">720-555-0142</a>.</p>
</applicant-intake>`;

/** A recruiter's page. */
export const landingPage = (head: string, body = form, language = 'en'): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Drive with us</title>${head}</head>
  <body>${body}</body></html>`;
