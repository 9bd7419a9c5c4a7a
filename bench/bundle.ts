import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../scripts/build.ts';
import type { Benchmark } from './run.ts';

const folder = new URL('../dist/browser/', import.meta.url);

const gzipped = (file: string) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length;

/** A part by its name: the name of its file goes on with what it holds. */
const part = (name: string) =>
  `parts/${readdirSync(new URL('parts/', folder)).find((file) => file.startsWith(`${name}-`))}`;

/**
 * The bytes a phone loads, gzip -9: the form in English as a module draws and checks it; what keeps drafts and sends,
 * loaded right after; both together, which a plain script has in one; what comes besides and is waited for by nobody;
 * what lets an application wait for a connection; and any other language.
 */
export const bundle: Benchmark = {
  title: 'bytes on the wire (gzip -9) to render, check, keep and send driver-short',
  async run() {
    await buildIfStale();
    const module = gzipped('applicant-intake.js');
    const sending = gzipped(part('sending'));
    return {
      module_gzip: module,
      sending_gzip: sending,
      module_and_sending_gzip: module + sending,
      classic_gzip: gzipped('applicant-intake.classic.js'),
      extras_gzip: gzipped(part('extras')),
      offline_gzip: gzipped(part('offline')),
      locale_es_gzip: gzipped('locales/es.js'),
      locale_fr_gzip: gzipped('locales/fr-CA.js'),
    };
  },
};
