import type { Assumptions } from './assumptions.ts';
import { refusal } from './problem.ts';

/** The header with the protocol version; answers echo it. */
export const VERSION_HEADER = 'REST-Framework-Version';

/** The protocol version of a call, or null when it asks for one that there is not. */
export function frameworkVersionOf(headers: Headers, assumptions: Assumptions): number | null {
  const asked = headers.get(VERSION_HEADER)?.trim();
  if (asked === undefined) return assumptions.defaultFrameworkVersion;
  return /^[1-9]$/.test(asked) ? Number(asked) : null;
}

/** Refuses a protocol version that there is not. */
export function checkFrameworkVersion(version: number | null): number {
  if (version === null) throw refusal('header', `${VERSION_HEADER} must be a version from 1 to 9`);
  return version;
}
