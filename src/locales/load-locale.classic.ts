import type { Messages } from './messages.ts';

/**
 * What the plain script has in place of `load-locale.ts`. Its address is only known while it runs for the first time,
 * and not at all once a script optimiser has put it into another file: then the form stays in English.
 */
const script = (document.currentScript as HTMLScriptElement | null)?.src;

/** The languages besides English, each a file beside the script. */
export const locales: Readonly<Record<string, () => Promise<Messages>>> = {
  es: async () => (await import(/* @vite-ignore */ new URL('locales/es.js', script).href)).es,
};
