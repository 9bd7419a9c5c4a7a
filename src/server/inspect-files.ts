import { type Issue, issue, type Parsed } from '../model/issue.ts';
import type { NewFile } from '../queue/delivery-store.ts';
import { hex } from '../shared/hex.ts';
import { fileName } from './file-name.ts';

export interface FileLimits {
  /** How many files an application may have. Default: 5. */
  readonly maxFiles: number;
  /** How large each may be, in bytes. Default: 5,242,880. */
  readonly maxFileBytes: number;
  /** How large all of an application may be together, in bytes. Default: 15,728,640. */
  readonly maxTotalBytes: number;
  /** Until how long after its receipt an application takes files, in milliseconds. Default: one day. */
  readonly deadlineMs: number;
  /** How long one upload may take to arrive, in milliseconds. Default: 600,000, as long as any request on a socket. */
  readonly uploadMs: number;
  /** What they may be, judged by their content. Default: PDF, JPEG and PNG. */
  readonly types: readonly string[];
}

export const defaultFileLimits: FileLimits = {
  maxFiles: 5,
  maxFileBytes: 5_242_880,
  maxTotalBytes: 15_728_640,
  deadlineMs: 86_400_000,
  uploadMs: 600_000,
  types: ['application/pdf', 'image/jpeg', 'image/png'],
};

/** Makes of an upload what is to be stored, or everything that is wrong with it. What the sender says it is, is not heard. */
export async function inspectFiles(
  uploads: readonly File[],
  limits: FileLimits,
): Promise<Parsed<readonly NewFile[]>> {
  // A file input in which nobody chose anything sends a part all the same (HTML standard, "Constructing the entry list").
  const chosen = uploads.map((file, index) => ({ file, path: `files.${index}` }));
  const sent = chosen.filter(({ file }) => file.name !== '' || file.size > 0);
  if (sent.length === 0) return { issues: [issue('files', 'required')] };
  if (sent.length > limits.maxFiles) return { issues: [tooMany(limits)] };

  const files: NewFile[] = [];
  const issues: Issue[] = [];
  for (const { file, path } of sent) {
    const inspected = await inspect(file, path, limits);
    if ('issues' in inspected) issues.push(...inspected.issues);
    else files.push(inspected.value);
  }
  return issues.length > 0 ? { issues } : { value: files };
}

/** An application may not have so many. */
export const tooMany = ({ maxFiles }: FileLimits) => issue('files', 'too_many_files', { max: maxFiles });

/** What there is under a path is too large. */
export const tooLarge = (path: string, maxBytes: number) =>
  issue(path, 'file_too_large', { mb: Math.round(maxBytes / 104_857.6) / 10 });

async function inspect(file: File, path: string, limits: FileLimits): Promise<Parsed<NewFile>> {
  if (file.size === 0) return { issues: [issue(path, 'file_empty')] };
  if (file.size > limits.maxFileBytes) return { issues: [tooLarge(path, limits.maxFileBytes)] };
  const content = new Uint8Array(await file.arrayBuffer());
  // Loaded only now: a proxy that no file is sent to has no use for it.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(content);
  const type = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  if (!found || !type || !limits.types.includes(type) || !beginsAsItself(type, content)) {
    return { issues: [issue(path, 'file_type', { types: limits.types.map(nameOf).join(', ') })] };
  }
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return {
    value: {
      name: fileName(file.name, found.ext === 'apng' ? 'png' : found.ext),
      type,
      sha256: hex(sum),
      content,
    },
  };
}

/**
 * How files of a type begin. The detector skips what may stand before (an ID3 tag, a byte order mark), and then a file is
 * two things at once.
 */
const signatures: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

function beginsAsItself(type: string, content: Uint8Array): boolean {
  return (signatures[type] ?? []).every((byte, index) => content[index] === byte);
}

/** `application/pdf` → `PDF`. */
const nameOf = (type: string) => type.replace(/^.*\//, '').toUpperCase();
