import type { Settings } from '../settings.ts';

/** The two lines that put the form on any page, as it is set here. */
export function snippetFor(
  { language, theme }: Readonly<Settings>,
  { script, endpoint }: { readonly script: string; readonly endpoint: string },
): string {
  const attributes = {
    endpoint,
    form: 'driver-short',
    employer: 'Harrow Pike Expedite',
    'application-source': 'CDL Job Now',
    ...(language !== 'en' && { locale: language }),
    ...(theme !== 'auto' && { theme }),
  };
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<script type="module" src="${script}"></script>\n<applicant-intake${written.join('')}></applicant-intake>`;
}
