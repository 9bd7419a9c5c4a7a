/** What a page may ask for beyond the short form as it comes. Loaded when a page does. */

import type { Answer, Answers, FormDefinition } from '../../model/definition.ts';
import { prefillFrom } from './prefill.ts';
import { usableValues } from './usable-values.ts';

export { mergeMessages } from '../../locales/merge-messages.ts';
export { loadDefinition } from './load-definition.ts';
export { moreOf } from './more-attribution.ts';

/** What the reader finds filled in: by the page, or else by its address. */
export function givenBy(
  definition: FormDefinition,
  values: Answers | null | undefined,
  prefill: string | null | undefined,
  href: string,
): ReadonlyMap<string, Answer> {
  const linked = prefill ? prefillFrom(definition, prefill, href) : {};
  return usableValues(definition, { ...linked, ...values });
}

export type PageSettings = typeof import('./page-settings.ts');
