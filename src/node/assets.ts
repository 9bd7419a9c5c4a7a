import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';

export interface Asset {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.png': 'image/png',
};

/** Reads every file below a folder into memory, by its path from there: `/applicant-intake.js`. None: no files. */
export function readAssets(directory: string, headers: Readonly<Record<string, string>>): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(directory)) return assets;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const file = join(entry.parentPath, entry.name);
    const body = readFileSync(file);
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    const path = file.slice(directory.length).replaceAll('\\', '/');
    assets.set(path, { body, headers: { 'content-type': type, etag, ...headers } });
  }
  return assets;
}

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };

/** Answers requests for files in memory: `ETag`, and compressed once, on first demand. Undefined: no such file. */
export function createAssetHandler(find: (path: string) => Asset | undefined) {
  const compressed = new WeakMap<Asset, Map<string, Promise<Buffer>>>();

  function encoded(asset: Asset, encoding: 'br' | 'gzip'): Promise<Buffer> {
    const variants = compressed.get(asset) ?? new Map<string, Promise<Buffer>>();
    compressed.set(asset, variants);
    const variant = variants.get(encoding) ?? compressors[encoding](asset.body);
    variants.set(encoding, variant);
    return variant;
  }

  return async (request: Request): Promise<Response | undefined> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const asset = find(new URL(request.url).pathname);
    if (!asset) return undefined;
    const headers: Record<string, string> = { ...asset.headers, vary: 'Accept-Encoding' };
    if (request.headers.get('if-none-match') === asset.headers.etag)
      return new Response(null, { status: 304, headers });
    const accepted = request.headers.get('accept-encoding') ?? '';
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
    const compressible = /text|json|svg/.test(asset.headers['content-type'] ?? '');
    if (!encoding || !compressible) return new Response(new Uint8Array(asset.body), { headers });
    const body = await encoded(asset, encoding);
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-encoding': encoding } });
  };
}
