import { protectedClassOf } from '../protected-class.ts';
import type { Source } from './mapping.ts';
import type { MappingMistake } from './mapping-mistakes.ts';

/** A line that would put what is protected anywhere, or an answer that tells it. */
export function protectedMistakes(
  line: string,
  source: Source | null,
  facts: readonly string[],
): MappingMistake[] {
  // A line can be taken away, whatever it is.
  if (source === null) return [];
  const target = protectedClassOf(line);
  if (target) return [{ path: [], message: `would tell ${target}, ${why}` }];
  return facts.flatMap((name) => {
    const told = protectedClassOf(name);
    return told ? [{ path: [], message: `names ${name}, which tells ${told}, ${why}` }] : [];
  });
}

const why = 'by which no employer may decide; it goes to no destination';
