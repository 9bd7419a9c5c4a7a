import { readFileSync } from 'node:fs';

/** The code blocks of a document of this repository in one language, in order. Default: of the README. */
export function readmeBlocks(language: string, file = 'README.md'): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, code = '']) => code,
  );
}
