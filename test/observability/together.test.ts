import { describe, expect, it } from 'vitest';
import { silentCalls } from '../../src/connectors/call-observer.ts';
import { type Observers, together } from '../../src/observability/together.ts';
import { silentDeliveries } from '../../src/queue/observer.ts';
import { silentServer } from '../../src/server/server-observer.ts';
import { openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';

function fails(): never {
  throw new TypeError('an exporter is gone');
}

const failing: Observers = {
  server: { arrived: fails, refused: fails },
  deliveries: { begun: fails, ended: fails, settled: fails },
  callsTo: () => ({ begun: fails }),
};

const silent: Observers = { server: silentServer, deliveries: silentDeliveries, callsTo: () => silentCalls };

describe('several observers together', () => {
  it('are all told', async () => {
    const told: [string, unknown][] = [];
    const telling = (name: string): Observers => ({
      ...silent,
      server: {
        arrived: () => ({
          stored: ({ outcome }) => told.push([name, outcome]),
          answered: (status) => told.push([name, status]),
        }),
        refused: (problem) => told.push([name, problem]),
      },
    });
    const { server } = together([telling('one'), telling('other')], fails);
    const { post } = openServer({ observer: server });
    const submission = buildSubmission();
    await post(submission);
    await post(submission);
    await post('{');
    expect(told.filter(([name]) => name === 'one').map(([, what]) => what)).toEqual([
      'added',
      202,
      'same',
      202,
      'malformed-request',
      400,
    ]);
    expect(told).toHaveLength(12);
  });

  it('harm nobody when one of them fails, and the others go on', async () => {
    const errors: unknown[] = [];
    let answered = 0;
    const counting: Observers = {
      ...silent,
      server: { ...silentServer, arrived: () => ({ stored() {}, answered: () => (answered += 1) }) },
    };
    const both = together([failing, counting], (error) => errors.push(error));
    const { post } = openServer({ observer: both.server });
    expect((await post(buildSubmission())).status).toBe(202);
    expect((await post('{')).status).toBe(400);
    expect(answered).toBe(2);
    const end = both.callsTo('crm').begun('find-contact', new AbortController().signal);
    expect(() => end({ status: 200 })).not.toThrow();
    expect(errors.every((error) => error instanceof TypeError)).toBe(true);
    expect(errors.length).toBeGreaterThan(2);
  });
});
