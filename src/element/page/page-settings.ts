/** What a page may ask for beyond the short form as it comes. Loaded when a page does. */

import type { Answer, FormDefinition } from '../../model/definition.ts';
import type { PageWishes } from '../controllers/page-controller.ts';
import { type Kinds, loadDefinition } from './load-definition.ts';
import { prefillFrom } from './prefill.ts';
import { usableValues } from './usable-values.ts';

export { mergeMessages } from '../../locales/merge-messages.ts';
export { moreOf } from './more-attribution.ts';

/** The form that the page wants, and what the reader finds filled in: by the page, or by its address. */
export async function answer(
  { definition: own, form, endpoint, values, prefill }: Omit<PageWishes, 'messages'>,
  href: string,
  short: FormDefinition,
  kinds: Kinds,
): Promise<{ definition: FormDefinition; given: ReadonlyMap<string, Answer> }> {
  const definition = (await loadDefinition(own, form, endpoint, kinds)) ?? short;
  const linked = prefill ? prefillFrom(definition, prefill, href) : {};
  return { definition, given: usableValues(definition, { ...linked, ...values }) };
}

export type PageSettings = typeof import('./page-settings.ts');
