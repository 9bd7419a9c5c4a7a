import type { Language } from '../load-locale.ts';

/** The texts for a BCP 47 tag, by its first part; English for every language that is none of ours. */
export const ofLanguage = <Texts>(
  tag: string,
  others: Readonly<Record<Language, Texts>>,
  english: Texts,
): Texts => new Map(Object.entries<Texts>(others)).get(tag.toLowerCase().replace(/[-_].*/, '')) ?? english;
