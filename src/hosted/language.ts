const firstPart = (tag: string) => tag.toLowerCase().replace(/[-_].*/, '');

/** The one of the languages that a BCP 47 tag asks for: the same one, or one that begins like it. */
export function languageFor(languages: readonly string[], tag: string | null): string | undefined {
  if (!tag) return undefined;
  const same = languages.find((each) => each.toLowerCase() === tag.toLowerCase());
  return same ?? languages.find((each) => firstPart(each) === firstPart(tag));
}

/** The language that a browser likes best of those there are (RFC 9110, "Accept-Language"); else the first one. */
export function preferredLanguage(languages: readonly string[], accepted: string | null): string {
  const wishes = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((each) => each.trim());
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1';
      return { tag, weight: Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wishes) {
    const found = languageFor(languages, tag);
    if (found) return found;
  }
  return languages[0] ?? 'en';
}
