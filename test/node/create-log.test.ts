import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createLog } from '../../src/node/create-log.ts';

const mark = 'Qzyxwv';

/** A log at its most talkative, and what it has printed. */
function openLog() {
  let printed = '';
  const log = createLog('debug', { write: (line: string) => (printed += line) });
  return {
    log,
    printed: () => printed,
    lines: () =>
      printed
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

/** An error that quotes what a person typed wherever it can. */
function indiscreet(): Error {
  const cause = new AggregateError([new Error(mark)], mark, { cause: new RangeError(mark) });
  const error = new TypeError(`cannot read ${mark}\n    at ${mark} (${mark}.js:1:1)`, { cause });
  return Object.assign(error, { code: 'ERR_INVALID', input: mark, body: { email: mark }, name: 'TypeError' });
}

describe('the log', () => {
  it('prints a line of JSON with level, time and fields as they are', () => {
    const { log, lines } = openLog();
    log.info(
      { id: 'a', durationMs: 3, codes: ['required'], deliveries: { queued: 1 }, none: null },
      'accepted',
    );
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-.*Z$/),
        id: 'a',
        durationMs: 3,
        codes: ['required'],
        deliveries: { queued: 1 },
        none: null,
        msg: 'accepted',
      },
    ]);
  });

  it('prints what kind of error it was, its code and its causes, and nothing that it quotes', () => {
    const { log, lines, printed } = openLog();
    const wrapped = new Error('wrapped', { cause: indiscreet() });
    log.error(
      { err: indiscreet(), error: wrapped, cause: indiscreet(), deep: { in: [indiscreet()] } },
      'failed',
    );
    const told = {
      name: 'TypeError',
      code: 'ERR_INVALID',
      cause: { name: 'AggregateError', cause: { name: 'RangeError' } },
    };
    expect(lines()).toMatchObject([
      { err: told, error: { name: 'Error', cause: told }, cause: told, deep: { in: [told] } },
    ]);
    expect(printed()).not.toContain(mark);
  });

  it('takes no message out of an error that is handed over in place of fields', () => {
    const { log, lines, printed } = openLog();
    const careless = log as unknown as Record<string, (...given: unknown[]) => void>;
    careless.error?.(indiscreet());
    careless.error?.({ err: indiscreet() });
    careless.warn?.(indiscreet(), 'failed');
    expect(lines().map(({ msg }) => msg)).toEqual(['no message', 'no message', 'failed']);
    expect(printed()).not.toContain(mark);
  });

  it('withholds what stands under a name by which the program keeps what people type', () => {
    const { log, printed } = openLog();
    const submission = { id: 'a', answers: { email: mark }, consents: [{ text: mark }] };
    log.info({ submission }, 'one');
    log.info({ answers: submission.answers, attribution: { referrer: mark } }, 'two');
    log.info({ delivery: { of: { application: submission } } }, 'three');
    log.info({ issues: [{ path: 'email', code: 'email', params: { given: mark } }] }, 'four');
    expect(printed()).not.toContain(mark);
    expect(printed()).toContain('"answers":"[withheld]"');
  });

  it('prints nothing of requests, bytes, maps and what lies deeper than any line of ours', () => {
    const { log, printed } = openLog();
    log.info({ request: new Request(`http://localhost/?${mark}`), headers: new Headers({ a: mark }) }, 'one');
    log.info(
      { bytes: Buffer.from(mark), map: new Map([[mark, mark]]), url: new URL(`http://${mark}`) },
      'two',
    );
    log.info({ a: { b: { c: { d: { e: { f: { g: mark } } } } } } }, 'three');
    const round: Record<string, unknown> = {};
    round.self = round;
    log.info(round, 'four');
    expect(printed().toLowerCase()).not.toContain(mark.toLowerCase());
  });

  it('prints no value that a schema has refused', () => {
    const { log, printed } = openLog();
    const { error } = z.object({ state: z.enum(['CO']) }).safeParse({ state: mark }, { reportInput: true });
    log.error({ error }, 'failed');
    expect(printed()).toContain('"name":"ZodError"');
    expect(printed()).not.toContain(mark);
  });

  it('takes a name or a code that is no word of a program for none', () => {
    const { log, printed } = openLog();
    const error = Object.assign(new Error(), {
      name: `${mark} Main St`,
      code: `x@${mark}`,
      syscall: `a ${mark}`,
    });
    log.error({ error }, 'failed');
    expect(printed()).toContain('"error":{"name":"Error"}');
    expect(printed()).not.toContain(mark);
  });
});
