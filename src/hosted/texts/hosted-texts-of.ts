import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr-CA.ts';
import type { HostedTexts } from './hosted-texts.ts';

const languages: Readonly<Record<string, HostedTexts>> = { en, es, fr };

/** The texts for a BCP 47 tag, by its first part. English for every other language. */
export const hostedTextsOf = (tag: string): HostedTexts =>
  languages[tag.toLowerCase().replace(/[-_].*/, '')] ?? en;
