import * as z from 'zod/mini';
import type { MappingChanges, MappingTarget } from '../../connectors/mapping/mapping.ts';
import { parseMapping } from '../../connectors/mapping/parse-mapping.ts';
import { builtInForms } from '../../model/forms/built-in.ts';
import { wholeNumber } from '../settings-checks.ts';

/** The settings that every kind of destination has. */
export const destinationShape = {
  /** How long one call may take, in milliseconds. */
  timeoutMs: z._default(wholeNumber(100, 120_000, 30_000), 30_000),
  /** How long to wait before looking whether a call without an answer got through, in milliseconds. */
  settleMs: z._default(wholeNumber(0, 600_000, 30_000), 30_000),
  /** How many applications may be on their way at one time. */
  concurrency: z._default(wholeNumber(1, 64, 4), 4),
  requestsPerSecond: z._default(wholeNumber(1, 1_000, 50), 50),
};

/** Changes to the default mapping; everything wrong with them is named by its place. */
export const mappingSetting = <O extends string>(target: MappingTarget<O>) =>
  z._default(
    z.custom<MappingChanges<O>>().check(
      z.check<MappingChanges<O>>(({ value, issues }) => {
        const parsed = parseMapping(target, value, builtInForms);
        if ('value' in parsed) return;
        for (const { path, message } of parsed.mistakes) {
          issues.push({ code: 'custom', path: [...path], message, input: undefined });
        }
      }),
    ),
    {} as MappingChanges<O>,
  );
