import { telephone } from '../element/parts/help-line.ts';
import type { HostedSettings } from './hosted-settings.ts';
import type { PageContent } from './page/document.ts';
import { escaped } from './page/escaped.ts';
import type { ProblemName } from './texts/hosted-texts.ts';
import { hostedTextsOf } from './texts/hosted-texts-of.ts';

/** A page that says why there is no form, where there is one, and whom to call. */
export function problemPage(
  problem: ProblemName,
  language: string,
  { settings, form, isFramed }: { settings: HostedSettings; form: string | undefined; isFramed: boolean },
): PageContent {
  const texts = hostedTextsOf(language);
  const { title, text } = texts.problems[problem];
  const links = [
    form && `<a href="${escaped(`/form/${encodeURIComponent(form)}`)}">${escaped(texts.toForm)}</a>`,
    settings.phone && `<a href="${escaped(telephone(settings.phone))}">${escaped(settings.phone)}</a>`,
  ];
  const lines = [escaped(text), ...links].filter(Boolean).map((line) => `<p>${line}</p>`);
  return {
    language,
    title: `${title} – ${settings.employer || texts.heading}`,
    heading: texts.heading,
    isFramed,
    main: `<div class="problem"><h2>${escaped(title)}</h2>${lines.join('')}</div>`,
    withScript: false,
  };
}
