import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildIfStale } from '../scripts/build.ts';
import type { Benchmark } from './run.ts';

const gzipped = (file: string) =>
  gzipSync(readFileSync(new URL(`../dist/browser/${file}`, import.meta.url)), { level: 9 }).length;

/** The bytes a phone loads, gzip -9: the form in English, as a module or a plain script, and any other language. */
export const bundle: Benchmark = {
  title: 'bytes on the wire (gzip -9) to render, check and send driver-short',
  async run() {
    await buildIfStale();
    return {
      module_gzip: gzipped('applicant-intake.js'),
      classic_gzip: gzipped('applicant-intake.classic.js'),
      locale_es_gzip: gzipped('locales/es.js'),
      locale_fr_gzip: gzipped('locales/fr-CA.js'),
    };
  },
};
