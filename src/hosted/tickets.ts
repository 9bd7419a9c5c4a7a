import { hex } from '../shared/hex.ts';

/** What a ticket vouches for. */
export interface Application {
  readonly form: string;
  /** A UUID. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
}

export interface TicketOptions {
  /** What tickets are signed with; at least 32 random bytes. */
  readonly key: Uint8Array<ArrayBuffer>;
  readonly now: () => number;
}

/** For how long a page can be sent, in milliseconds; each page brings a new ticket. */
const lifetimeMs = 2 * 3_600_000;

/**
 * Tickets: each page that is sent back brings the one it was made with, signed, so that nobody can make up when an
 * application began, nor have other people's browsers send pages that we never made.
 */
export function createTickets({ key, now }: TicketOptions) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const signing = crypto.subtle.importKey('raw', key, algorithm, false, ['sign', 'verify']);
  const content = ({ form, id, startedAt }: Application, issuedAt: number) =>
    new TextEncoder().encode(JSON.stringify(['page', form, id, startedAt, issuedAt]));

  return {
    /** A ticket for a page of an application. */
    async issue(application: Application): Promise<string> {
      const issuedAt = now();
      const signature = await crypto.subtle.sign('HMAC', await signing, content(application, issuedAt));
      return `${issuedAt}.${hex(new Uint8Array(signature))}`;
    },

    /** When the ticket of a page was issued, and whether it still holds; undefined when it is none of ours. */
    async read(
      ticket: string,
      application: Application,
    ): Promise<{ readonly issuedAt: number; readonly isLate: boolean } | undefined> {
      const [, time = '', signature = ''] = /^(\d{1,15})\.([\da-f]{64})$/.exec(ticket) ?? [];
      const issuedAt = Number(time);
      const data = content(application, issuedAt);
      if (!signature || !(await crypto.subtle.verify('HMAC', await signing, fromHex(signature), data))) {
        return undefined;
      }
      return { issuedAt, isLate: Math.abs(now() - issuedAt) > lifetimeMs };
    },
  };
}

export type Tickets = ReturnType<typeof createTickets>;

const fromHex = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
