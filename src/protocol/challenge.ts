import * as z from 'zod/mini';
import { type Parsed, parse } from '../model/issue.ts';

/** What a page sends along so that the proxy can tell people from programs. Never stored. */
export interface Challenge {
  /** What stands in the field that people do not see. */
  readonly hp?: string | undefined;
  /** The solution of a challenge of `GET /v1/challenge`: Base64 of JSON, as ALTCHA's widget makes it. */
  readonly altcha?: string | undefined;
}

/** Whatever a program writes into it, it is no reason to refuse an application. */
export const challengeSchema = z.strictObject({
  hp: z.optional(z.string()),
  altcha: z.optional(z.string()),
});

/** The challenge in a body that has been found right. */
export function challengeIn(body: unknown): Challenge {
  const parsed = parse(challengeSchema, (body as { challenge?: unknown } | null)?.challenge ?? {});
  return 'value' in parsed ? parsed.value : {};
}

/** A challenge as it was given out, and what the page made of it. */
export interface Solved {
  readonly challenge: {
    readonly parameters: {
      readonly algorithm: string;
      readonly cost: number;
      /** In seconds since 1970. */
      readonly expiresAt: number;
      readonly keyLength: number;
      readonly keyPrefix: string;
      readonly nonce: string;
      readonly salt: string;
    };
    readonly signature: string;
  };
  readonly solution: { readonly counter: number; readonly derivedKey: string };
}

const hex = z.string().check(z.regex(/^([\da-f]{2}){1,64}$/));

const solvedSchema = z.object({
  challenge: z.object({
    parameters: z.strictObject({
      algorithm: z.string(),
      cost: z.number(),
      expiresAt: z.number(),
      keyLength: z.number(),
      keyPrefix: hex,
      nonce: hex,
      salt: hex,
    }),
    signature: hex,
  }),
  solution: z.object({ counter: z.number(), derivedKey: hex }),
});

/** Some three times what the widget sends. */
const maxSolution = 2_048;

/** Reads what a page sends as `altcha`. Whether it is right is another question. */
export function parseSolution(text: string): Parsed<Solved> {
  if (text.length > maxSolution) return parse(solvedSchema, undefined);
  try {
    return parse(solvedSchema, JSON.parse(atob(text)));
  } catch {
    return parse(solvedSchema, undefined);
  }
}
