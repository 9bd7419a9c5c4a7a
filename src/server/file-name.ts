import { maxFileName } from '../queue/admit-files.ts';

/** Extensions that mean the same as the usual one. */
const synonyms: Readonly<Record<string, readonly string[]>> = { jpg: ['jpeg', 'jpe'], tif: ['tiff'] };

/** Names that Windows keeps for devices, whatever extension they carry. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name under which a file is stored: the one it came with, in any script, so that people know it again; without a
 * path, without characters that are unseen, turn the reading direction or mean something to a file system, at most
 * 100 characters long, and with an extension that agrees with what the file is.
 */
export function fileName(given: string, extension: string): string {
  const base = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = base
    // Controls, line separators, and what turns the direction: "cdl\u202Efdp.exe" would read as "cdlexe.pdf".
    .replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ')
    // Leading dots hide a file or climb out of its folder; trailing dots are dropped by Windows.
    .replace(/^[. ]+|[. ]+$/g, '');
  const [stem, end] = split(clean, extension);
  const name = devices.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem || 'file';
  const room = maxFileName - end.length;
  return `${Array.from(name).slice(0, room).join('').trimEnd()}${end}`;
}

/** The name without its extension, and the extension that it shall have. */
function split(name: string, extension: string): [stem: string, end: string] {
  const agreeing = [extension, ...(synonyms[extension] ?? [])];
  const [, stem = name, own] = /^(.*)\.([a-z][a-z\d]{1,3})$/i.exec(name) ?? [];
  if (own === undefined) return [name, `.${extension}`];
  if (agreeing.includes(own.toLowerCase())) return [stem, `.${own}`];
  // What is left may carry the right one already, as in "cdl.pdf.exe".
  const right = agreeing.find((each) => stem.toLowerCase().endsWith(`.${each}`));
  return [right ? stem.slice(0, -right.length - 1) : stem, `.${extension}`];
}
