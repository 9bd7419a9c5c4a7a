import { lookStyles } from '../page/looks.ts';
import { release } from '../release.ts';
import type { Settings } from '../settings.ts';

const phone = '937-555-0142';

/**
 * What puts the form on any page, as it is set here. The script is of one version and checked by its hash, and carries
 * what keeps script optimisers off it; the paragraph within shows for as long as no script has run.
 */
export function snippetFor({ language, theme, look }: Readonly<Settings>, endpoint: string): string {
  const attributes = {
    endpoint,
    form: 'driver-short',
    employer: 'Harrow Pike Expedite',
    phone,
    'application-source': 'CDL Job Now',
    ...(language !== 'en' && { locale: language }),
    ...(theme !== 'auto' && { theme }),
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  const [link, or] = fallback[language];
  const style = lookStyles[look] && `\n<style>\n${lookStyles[look].trim()}\n</style>`;
  return `<script data-cfasync="false"
  data-no-optimize="1" data-no-defer="1"
  data-noptimize="1" data-no-minify="1"
  data-pagespeed-no-defer
  nowprocket nitro-exclude
  data-wpmeteor-nooptimize="true"
  data-jetpack-boost="ignore"
  type="module"
  src="${endpoint}/v${release.version}/applicant-intake.js"
  integrity="${release.files['applicant-intake.js']}"
  crossorigin="anonymous"></script>
<applicant-intake ${written.join('\n  ')}>
  <p><a href="${endpoint}/form/driver-short">${link}</a>${or}
    <a href="tel:9375550142">${phone}</a>.</p>
</applicant-intake>${style}`;
}

/** What readers see who get no form. */
const fallback: Readonly<Record<Settings['language'], readonly [link: string, or: string]>> = {
  en: ['Open the application form', ', or call'],
  es: ['Abra el formulario de solicitud', ' o llame al'],
};
