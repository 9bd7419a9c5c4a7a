import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { createRefusalLog } from '../../src/node/refusal-log.ts';
import { collectLog } from '../support/collect-log.ts';
import { sendRaw } from '../support/raw-connection.ts';
import { until } from '../support/until.ts';

describe('the log of refusals at the socket', () => {
  it('counts them by kind, in one line for many, and holds nothing that was sent', async () => {
    const log = collectLog();
    const { port, close } = await listen(async () => new Response('ok'), {
      port: 0,
      host: '127.0.0.1',
      onRefusal: createRefusalLog(log, 500),
    });
    onTestFinished(close);
    const typed = 'rosa.delgado@example.com';
    for (const bytes of [
      `POST /?email=${typed} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`,
      `APPLY /${typed} HTTP/1.1\r\nHost: a\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${typed.repeat(1_000)}\r\n\r\n`,
    ]) {
      await sendRaw(port, bytes);
    }
    await until(() => log.lines.length > 0);
    const refused = { 'malformed-request': 2, 'head-too-large': 1 };
    expect(log.lines).toEqual([
      { level: 'warn', message: 'requests were refused at the socket', fields: { refused } },
    ]);
  });

  it('is silent where nobody is refused', async () => {
    const log = collectLog();
    const onRefusal = createRefusalLog(log, 0);
    const { port, close } = await listen(async () => new Response('ok'), {
      port: 0,
      host: '127.0.0.1',
      onRefusal,
    });
    onTestFinished(close);
    await sendRaw(port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(log.lines).toEqual([]);
  });
});
