import { UsageError } from '../usage-error.ts';

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A span as it is written on a command line, such as `90s` or `2h`, in milliseconds. Throws {@link UsageError}. */
export function spanMs(option: string, text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  if (count === undefined) {
    throw new UsageError(`--${option} must be a span such as 90s, 15m, 2h, 3d or 1w`);
  }
  return Number(count) * units[unit as keyof typeof units];
}

/** A span for people, in the largest unit of which there are two at the least: `45s`, `119m`, `2h`, `3d`. */
export function spanInWords(ms: number): string {
  const past = Math.max(0, ms);
  const unit = (['d', 'h', 'm'] as const).find((each) => past >= 2 * units[each]) ?? 's';
  return `${Math.floor(past / units[unit])}${unit}`;
}

/** How long it is until a time, for people: `now` or `in 12m`. */
export const untilInWords = (at: number, now: number): string =>
  at <= now ? 'now' : `in ${spanInWords(at - now)}`;
