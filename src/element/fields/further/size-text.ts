/** The size of a file in the reader's language: `2.4 MB`, `340 kB`. */
export function sizeText(bytes: number, language: string): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0,
  }).format(large ? bytes / 1_048_576 : Math.ceil(bytes / 1024));
}
