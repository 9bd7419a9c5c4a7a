import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { sendRaw } from '../support/raw-connection.ts';

/** A server whose handler throws, and what it tells of that. */
async function open() {
  const errors: unknown[] = [];
  const refusals: string[] = [];
  const { port, close } = await listen(
    async () => {
      throw new TypeError('rosa@example.com');
    },
    {
      port: 0,
      host: '127.0.0.1',
      onError: (error) => errors.push(error),
      onRefusal: (kind) => refusals.push(kind),
    },
  );
  onTestFinished(close);
  return { port, errors, refusals };
}

describe('a handler that throws', () => {
  it('is told of, and its sender learns no more than that something went wrong', async () => {
    const { port, errors, refusals } = await open();
    const [answer] = await sendRaw(port, 'GET /x HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(answer?.status).toBe(500);
    expect(JSON.stringify(answer?.body)).not.toContain('rosa');
    expect(errors).toEqual([new TypeError('rosa@example.com')]);
    expect(refusals).toEqual([]);
  });

  it('is not what fails where the host cannot be read', async () => {
    const { port, errors, refusals } = await open();
    const [answer] = await sendRaw(port, 'GET /x HTTP/1.1\r\nHost: a/b\r\n\r\n');
    expect(answer?.status).toBe(400);
    expect(errors).toEqual([]);
    expect(refusals).toEqual(['malformed-request']);
  });
});
