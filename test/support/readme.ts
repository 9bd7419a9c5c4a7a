import { readFileSync } from 'node:fs';

/** The code blocks of a document of this repository in one language, in order. Default: of the README. */
export function readmeBlocks(language: string, file = 'README.md'): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  // Fence by fence, so that the end of one block is not taken for the beginning of another.
  return [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)]
    .filter(([, of]) => of === language)
    .map(([, , code = '']) => code);
}
