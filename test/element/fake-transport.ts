import type { Submission } from '../../src/model/submission.ts';
import type { Accepted } from '../../src/protocol/accepted.ts';
import type { Transport } from '../../src/transport/transport.ts';

/** A transport that keeps what it is given and answers as told, in order; then accepts. */
export class FakeTransport implements Transport {
  readonly submissions: Submission[] = [];
  readonly signals: AbortSignal[] = [];
  readonly #answers: (Error | Promise<Accepted>)[];

  constructor(...answers: (Error | Promise<Accepted>)[]) {
    this.#answers = answers;
  }

  async submit(submission: Submission, { signal }: { signal: AbortSignal }): Promise<Accepted> {
    this.submissions.push(submission);
    this.signals.push(signal);
    const answer = this.#answers.shift();
    if (answer instanceof Error) throw answer;
    return answer ?? { id: submission.id, reference: 'K7M-42Q', status: 'queued' };
  }
}
