import leven from 'leven';

/** Names by how near they are to one that was looked for, the nearest first; capitals make no difference. */
export function nearest(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const distances = new Map(names.map((each) => [each, leven(wanted, each.toLowerCase())]));
  if (name === '') return [...distances.keys()];
  return [...distances.keys()].toSorted((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}
