/** A moment as the system writes it, such as `2017-03-03T04:01:13-08:00`. */
export function timestamp(ms: number, utcOffset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(utcOffset) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return new Date(ms + offset * 60_000).toISOString().slice(0, 19) + utcOffset;
}
