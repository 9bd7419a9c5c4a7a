import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Asset } from './assets.ts';

const require = createRequire(import.meta.url);

/**
 * What of the widget is served, and where it lies in its package: the build without styles and workers in it, which the
 * strictest content security policy lets run, the worker for the challenges that we give out, and the style sheet.
 */
const files = {
  '/altcha/altcha.js': ['altcha.min.js', 'text/javascript; charset=utf-8'],
  '/altcha/pbkdf2.js': ['../workers/pbkdf2.js', 'text/javascript; charset=utf-8'],
  '/altcha/altcha.css': ['altcha.css', 'text/css; charset=utf-8'],
} as const;

/** Finds the files of ALTCHA's widget, each read from its package when it is first asked for. */
export function createAltchaFiles(headers: Readonly<Record<string, string>>) {
  const read = new Map<string, Asset>();

  return function find(path: string): Asset | undefined {
    if (!Object.hasOwn(files, path)) return undefined;
    const [file, type] = files[path as keyof typeof files];
    const asset = read.get(path) ?? load(file, { 'content-type': type, ...headers });
    read.set(path, asset);
    return asset;
  };
}

function load(file: string, headers: Readonly<Record<string, string>>): Asset {
  const folder = dirname(require.resolve('altcha/altcha.css'));
  const content = readFileSync(join(folder, file));
  // In a shadow root nothing is `:root`, and without its variables the widget has no shape.
  const body = file.endsWith('.css')
    ? Buffer.from(content.toString().replaceAll(':root{', ':root,:host{'))
    : content;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, headers: { ...headers, etag } };
}
