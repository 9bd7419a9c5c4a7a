const wordsOf = (name: string) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/**
 * Whether a signature is that of a name: its words are all there, in their order, whatever stands between them, such as
 * a middle name. Capitals, accents and punctuation make no difference.
 */
export function isNameOf(name: string, signature: string): boolean {
  const signed = wordsOf(signature);
  return wordsOf(name).every((word) => {
    const at = signed.indexOf(word);
    signed.splice(0, at + 1);
    return at >= 0;
  });
}
