import type { English } from './en.ts';
import type { Messages, Text } from './messages.ts';

/**
 * Every text that there is in English, also those that {@link Messages} leaves open: what a language must have, or it
 * does not compile. States are the exception, of which it has those that are called otherwise than in English.
 */
export type Translation = Messages & Translated<English>;

type Translated<T> = T extends string
  ? string
  : T extends { readonly other: string }
    ? Text
    : T extends readonly string[]
      ? readonly string[]
      : { readonly [Key in keyof T]: Translated<T[Key]> };
