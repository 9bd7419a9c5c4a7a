import type { Json, JsonObject } from '../json.ts';
import { objectionTo, type SettingsForm } from '../settings-form.ts';

/** How the simulated receiver is set up. Never changed, only replaced. */
export interface ReceiverSettings {
  /** `whsec_` and base64. */
  secret: string;
  /** How far the timestamp of a message may be from now, in seconds: "some allowable tolerance". */
  toleranceSeconds: number;
  /** Whether it wants no more messages: 410. */
  gone: boolean;
  /** Whether something in front of it lets nobody through: 403. */
  blocked: boolean;
  /** What it does with a type that it does not know. The specification does not say. */
  unknownTypes: 'ignored' | 'refused';
  /** Whether every call is answered by a page with status 200 and goes no further, as by a login in front. */
  login: boolean;
  /** Longer bodies get a 413; in bytes. */
  maxBodyBytes: number;
  /** How long every call takes, in milliseconds. */
  latencyMs: number;
}

/** What an operator can change while the receiver is in use, and what it can be created with. */
export type ReceiverChanges = Partial<ReceiverSettings>;

export const DEFAULT_SETTINGS: ReceiverSettings = {
  // base64 of "sandbox-sandbox-sandbox-": 24 bytes, the fewest there may be.
  secret: 'whsec_c2FuZGJveC1zYW5kYm94LXNhbmRib3gt',
  toleranceSeconds: 300,
  gone: false,
  blocked: false,
  unknownTypes: 'ignored',
  login: false,
  maxBodyBytes: 1_000_000,
  latencyMs: 0,
};

const FORM: SettingsForm = {
  secret: { kind: 'text', pattern: /^whsec_[A-Za-z0-9+/]+={0,2}$/ },
  toleranceSeconds: { kind: 'number', min: 1, max: 86_400, whole: true },
  gone: { kind: 'flag' },
  blocked: { kind: 'flag' },
  unknownTypes: { kind: 'choice', of: ['ignored', 'refused'] },
  login: { kind: 'flag' },
  maxBodyBytes: { kind: 'number', min: 0, max: 100_000_000, whole: true },
  latencyMs: { kind: 'number', min: 0, max: 600_000 },
};

/** Changes as a control call sends them. Throws a RangeError that names the member at fault. */
export function readReceiverChanges(input: Json | undefined): ReceiverChanges {
  const objection = objectionTo(input, FORM);
  if (objection !== null) throw new RangeError(objection);
  return input as ReceiverChanges;
}

/** How the receiver is set up, as `GET /_tenant` tells it: without the secret. */
export function showSettings({ secret: _secret, ...shown }: ReceiverSettings): JsonObject {
  return { ...shown };
}
