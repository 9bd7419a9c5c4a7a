import { fitName } from '../queue/fit-name.ts';

/** Extensions that mean the same as the usual one. */
const synonyms: Readonly<Record<string, readonly string[]>> = { jpg: ['jpeg', 'jpe'], tif: ['tiff'] };

/** What is taken for an extension where it is not the right one. Anything else is part of a name, as in `J.Doe`. */
const extensions = new Set(
  'pdf jpg jpeg jpe jfif png apng gif tif tiff bmp webp heic heif avif svg doc docx odt pages rtf txt md htm html xml json csv zip rar 7z exe com bat cmd scr msi ps1 js vbs jar lnk ini dll sh php'.split(
    ' ',
  ),
);

/** Names that Windows keeps for devices, whatever extension they carry and with spaces before that. */
const devices = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])$/i;

/**
 * Controls, line separators, what turns the direction ("cdl\u202Efdp.exe" would read as "cdlexe.pdf"), and all else
 * that is not seen. Joiners are seen to later.
 */
const unseen =
  /(?![\u200C\u200D])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2028\u2029\u2800\uFFF9-\uFFFB\uFFFD]/gu;

/** Joiners that join nothing: in Persian, in Hindi and in emoji they stand between two signs. */
const idleJoiners =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{L}\p{Extended_Pictographic}])/gu;

/** No name is longer than that before it is looked at; its beginning and its end are what tells it apart. */
const maxGiven = 1_000;

/**
 * The name under which a file is stored: the one it came with, in any script, so that people know it again; without a
 * path, without characters that are unseen, turn the reading direction or mean something to a file system, as long as
 * `fitName` allows, and with an extension that agrees with what the file is. `file` where nothing visible is left.
 */
export function fileName(given: string, extension: string): string {
  const base = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  const short = base.length <= maxGiven ? base : base.slice(0, maxGiven / 2) + base.slice(-maxGiven / 2);
  const clean = short
    .toWellFormed()
    .normalize('NFC')
    .replace(unseen, '')
    .replace(idleJoiners, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/\s+/g, ' ')
    // Trailing dots are dropped by Windows.
    .replace(/[. ]+$/, '');
  const [stem, end] = split(clean, extension);
  // Leading dots hide a file or climb out of its folder.
  const bare = stem.replace(/^[. ]+/, '').trim();
  const seen = /[\p{L}\p{N}\p{P}\p{S}]/u.test(bare) ? bare : 'file';
  const isDevice = devices.test((seen.split('.')[0] ?? '').trim());
  return fitName(isDevice ? `_${seen}` : seen, end);
}

/** The name without its extension, and the extension that it shall have. */
function split(name: string, extension: string): [stem: string, end: string] {
  const agreeing = [extension, ...(synonyms[extension] ?? [])];
  const dot = name.lastIndexOf('.');
  const own = name.slice(dot + 1);
  const stem = name.slice(0, Math.max(0, dot));
  if (dot < 0 || !extensions.has(own.toLowerCase())) return [name, `.${extension}`];
  if (agreeing.includes(own.toLowerCase())) return [stem, `.${own}`];
  // What is left may carry the right one already, as in "cdl.pdf.exe".
  const right = agreeing.find((each) => stem.toLowerCase().endsWith(`.${each}`));
  return [right ? stem.slice(0, -right.length - 1) : stem, `.${extension}`];
}
