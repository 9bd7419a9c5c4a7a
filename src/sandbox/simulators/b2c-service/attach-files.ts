import type { Json, JsonObject } from '../json.ts';
import { VendorProblem } from './problem.ts';
import type { Tenant } from './tenant.ts';

/**
 * The elements of `fileAttachments` as they are stored: those that come with content get a number, and the content goes
 * to the file store. Nothing is kept when one of them is refused.
 */
export function attachFiles(files: readonly JsonObject[], tenant: Tenant, at: string): JsonObject[] {
  const contents = files.map((file) => (file.data === undefined ? null : readContent(file, tenant)));
  return files.map((file, index) => {
    const content = contents[index] ?? null;
    if (content === null) return file;
    const { data: _content, ...rest } = file;
    const id = tenant.nextElementId();
    tenant.files.keep(id, content);
    return { ...rest, id, size: content.length, createdTime: at, updatedTime: at };
  });
}

/** The bytes of a file that the site takes. */
function readContent(file: JsonObject, { settings }: Tenant): Uint8Array<ArrayBuffer> {
  const { maxBytes, refusedExtensions } = settings.attachments;
  const { fileRefused } = settings.assumptions.codes;
  const extension = extensionOf(String(file.fileName));
  if (refusedExtensions.includes(extension)) {
    throw new VendorProblem(fileRefused, `Files of the type ${extension} cannot be attached`);
  }
  const content = decodeBase64(file.data);
  if (content === null) throw new VendorProblem(fileRefused, 'Invalid value for data: base64 is expected');
  if (content.length > maxBytes) {
    throw new VendorProblem(fileRefused, `The file exceeds the maximum size of ${maxBytes} bytes`);
  }
  return content;
}

/** The extension of a file name in small letters, without the dot. */
function extensionOf(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  return dot === -1 ? '' : fileName.slice(dot + 1).toLowerCase();
}

/** Standard base64 with its padding (RFC 4648 section 4), or null for anything else. */
function decodeBase64(data: Json | undefined): Uint8Array<ArrayBuffer> | null {
  if (typeof data !== 'string' || data.length % 4 !== 0) return null;
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  if (/[^A-Za-z0-9+/]/.test(data.slice(0, data.length - padding))) return null;
  try {
    return Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Bytes as standard base64. */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  const step = 32_768;
  for (let at = 0; at < bytes.length; at += step) {
    binary += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return btoa(binary);
}
