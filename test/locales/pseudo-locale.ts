import { en } from '../../src/locales/en.ts';
import type { MessageOverrides } from '../../src/locales/messages.ts';
import { withRegionNames } from '../../src/locales/with-region-names.ts';

/** English in other letters: every text of it, written anew. Places such as `{name}` stay as they are. */
function pseudoLocale(language: string, write: (text: string) => string): MessageOverrides {
  const anew = (value: unknown): unknown => {
    if (typeof value === 'string') return write(value);
    if (Array.isArray(value)) return value.map(anew);
    return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, anew(each)]));
  };
  return { ...(anew(withRegionNames(en)) as MessageOverrides), language };
}

/** A text with its letters replaced, but not those of its places. */
const spell = (text: string, letters: (letter: string) => string) =>
  text.replace(/\{\w+\}|\p{L}/gu, (part) => (part.startsWith('{') ? part : letters(part)));

const plain = 'AEIOUYCGHJKLNRSTWZaeiouycghjklnrstwz';
const accentedLetters = 'ÅÉÎÖÛÝÇĜĤĴĶĻÑŔŠŢŴŽåéîöûýçĝĥĵķļñŕšţŵž';

/** `Enter` → `[ÉÉñţééŕ]`: at least 40 % longer than English, and easy to tell from what is not in the locale at all. */
export const accented = pseudoLocale('en', (text) => {
  const longer = spell(text, (letter) => {
    const other = accentedLetters[plain.indexOf(letter)] ?? letter;
    return /[aeiouy]/i.test(letter) ? other + other.toLowerCase() : other;
  });
  const missing = Math.ceil(text.length * 1.4) - longer.length - 2;
  return `[${longer}${missing > 0 ? ` ${'ö'.repeat(missing)}` : ''}]`;
});

const alefBet = 'אבגדהוזחטיכלמנסעפצקרשת';

/** In the letters of Hebrew, but for what stands in Latin ones in every language, such as `CDL`. */
export const hebrew = pseudoLocale('he', (text) =>
  text
    .split(/(\b[A-Z]{2,}\b|\S+@\S+)/)
    .map((part, index) =>
      index % 2
        ? part
        : spell(part, (letter) => alefBet[(letter.toLowerCase().charCodeAt(0) - 97) % 22] ?? letter),
    )
    .join(''),
);
