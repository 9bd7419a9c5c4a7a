import { buildSubmission } from '../support/submissions.ts';
import type { Said, SentApplication, Told } from './history.ts';
import type { Actor, VirtualWorld } from './virtual-world.ts';

/** What an applicant gets to see of an answer. */
export interface IntakeAnswer {
  readonly status: number;
  readonly body: string;
}

export interface ApplicantsOptions {
  readonly world: VirtualWorld;
  readonly count: number;
  /** How many addresses they have between them. */
  readonly addresses: number;
  /** From when to when they begin, in milliseconds. */
  readonly withinMs: number;
  /** Sends a request to any of the proxies. May never settle. */
  readonly ask: (from: Actor, method: 'GET' | 'POST', path: string, body?: string) => Promise<IntakeAnswer>;
}

/** How long an applicant waits for an answer, in milliseconds. */
const patienceMs = 45_000;

/**
 * People who apply: each repeats the same application until it is accepted, as the form does, and asks now and then how
 * it stands. Some press the button twice, some send it once more when all is done, and some give up, after which it may
 * have arrived or not.
 */
export function createApplicants({ world, count, addresses, withinMs, ask }: ApplicantsOptions) {
  const sent: SentApplication[] = [];
  const told: Told[] = [];
  let unfinished = count;
  let allDelivered = false;
  const { random } = world;
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  function begin(number: number): void {
    const actor = world.actor(`applicant ${number}`);
    const address = `driver.${Math.floor(random() * addresses)}@example.com`;
    // People write their address as they like.
    const email = random() < 0.2 ? address.replace('driver', 'Driver') : address;
    world.after(random() * withinMs, actor, 'arrival', `applies as ${email}`, () => {
      void apply(actor, email).finally(() => {
        unfinished -= 1;
      });
    });
  }

  async function apply(actor: Actor, email: string): Promise<void> {
    const id = crypto.randomUUID();
    const body = JSON.stringify(buildSubmission({ email }, { id }));
    const tries = random() < 0.2 ? 1 + Math.floor(random() * 2) : Number.POSITIVE_INFINITY;
    sent.push({ id, email });
    world.note(actor, `has ${id}`);
    if (random() < 0.3) void look(actor, id, Math.floor(random() * 4));
    for (let count = 0; count < tries; count += 1) {
      const submit = () => tell(actor, id, 'POST', '/v1/applications', body);
      const answers = await Promise.all(random() < 0.15 ? [submit(), submit()] : [submit()]);
      if (answers.some((said) => said?.kind === 'accepted')) {
        if (random() < 0.2) void submit();
        return look(actor, id, 1 + Math.floor(random() * 4));
      }
      await wait(500 + random() * 30_000);
    }
  }

  /** Asks a few times how it stands. */
  async function look(actor: Actor, id: string, times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) {
      await wait(random() < 0.5 ? random() * 2_000 : random() * 120_000);
      await tell(actor, id, 'GET', `/v1/applications/${id}`);
    }
  }

  /** Asks, and keeps on record what was told: nothing, where there was no answer in time or none that says anything. */
  async function tell(
    actor: Actor,
    id: string,
    method: 'GET' | 'POST',
    path: string,
    body?: string,
  ): Promise<Said | undefined> {
    const askedAt = world.steps;
    const answer = await Promise.race([
      ask(actor, method, path, body).catch(() => undefined),
      wait(patienceMs).then(() => undefined),
    ]);
    const said = answer && read(answer);
    if (said) told.push({ id, askedAt, toldAt: world.steps, said });
    return said;
  }

  /** Asks how those stand that were accepted, at ever longer intervals, until all of them have been delivered. */
  async function follow(actor: Actor): Promise<void> {
    const delivered = new Set<string>();
    for (let waitMs = 5_000; ; waitMs = Math.min(3_600_000, waitMs * 1.5)) {
      const accepted = new Set(told.flatMap(({ id, said }) => (said.kind === 'accepted' ? [id] : [])));
      for (const id of accepted) {
        if (delivered.has(id)) continue;
        const said = await tell(actor, id, 'GET', `/v1/applications/${id}`);
        if (said?.kind === 'known' && said.status === 'delivered') delivered.add(id);
      }
      allDelivered = unfinished === 0 && delivered.size === accepted.size;
      if (allDelivered) return;
      await wait(waitMs);
    }
  }

  for (let number = 1; number <= count; number += 1) begin(number);
  return {
    sent,
    told,
    follow,
    /** Whether everybody has been accepted or has given up, and those who follow have been told that all is delivered. */
    get done(): boolean {
      return allDelivered;
    },
  };
}

function read({ status, body }: IntakeAnswer): Said | undefined {
  if (status >= 500) return undefined;
  if (status === 404) return { kind: 'unknown' };
  const { reference, status: state } = JSON.parse(body) as { reference: string; status: string };
  if (status === 202) return { kind: 'accepted', reference };
  if (status === 200) return { kind: 'known', reference, status: state };
  return { kind: 'refused', status };
}
