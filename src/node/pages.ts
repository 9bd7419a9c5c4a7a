import { type Asset, createAssetHandler, readAssets } from './assets.ts';
import { packageRoot, version } from './package-root.ts';
import { SettingsError } from './settings.ts';

/** Any page may load the script, and check it again every five minutes; under the version it never changes. */
const shared = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};
const latest = { ...shared, 'cache-control': 'public, max-age=300, stale-while-revalidate=86400' };
const pinned = { ...shared, 'cache-control': 'public, max-age=31536000, immutable' };

/** The strictest policy that the element runs under; pages of ours set the example. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const page = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

export interface PageOptions {
  readonly demo: boolean;
}

/**
 * Serves what pages load: the element's files, also under `/v{version}/`, and the demo. Throws
 * {@link SettingsError} when they have not been built.
 */
export function createPageHandler({ demo }: PageOptions) {
  const files = readAssets(`${packageRoot}dist/browser`, latest);
  if (!files.has('/applicant-intake.js')) {
    throw new SettingsError('dist/browser/applicant-intake.js is missing; build it with: npm run build');
  }
  const assets = new Map<string, Asset>(demo ? readAssets(`${packageRoot}dist/demo`, page) : []);
  for (const [path, { body, headers }] of files) {
    assets.set(path, { body, headers });
    assets.set(`/v${version}${path}`, { body, headers: { ...headers, ...pinned } });
  }
  return createAssetHandler((path) => assets.get(path.endsWith('/') ? `${path}index.html` : path));
}
