import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../src/node/listen.ts';
import { openServer } from '../support/application-server.ts';
import { sendRaw } from '../support/raw-connection.ts';

/** A server that answers with the address that it takes the sender's for. */
async function open(trustedProxies: number) {
  const { port, close } = await listen(async (_, { address }) => new Response(address), {
    port: 0,
    host: '127.0.0.1',
    trustedProxies,
  });
  onTestFinished(close);
  return async (...forwarded: string[]) => {
    const fields = forwarded.map((value) => `X-Forwarded-For: ${value}\r\n`).join('');
    const [answer] = await sendRaw(port, `GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${fields}\r\n`);
    return answer?.body;
  };
}

describe('the address of a sender behind a proxy of ours', () => {
  it.each([
    ['as it is', '192.0.2.1', '192.0.2.1'],
    ['with what the sender wrote before it', '203.0.113.7, 192.0.2.1', '192.0.2.1'],
    ['with junk before it', '", ;drop, unknown,,, 192.0.2.1', '192.0.2.1'],
    ['with thousands before it', `${'203.0.113.7,'.repeat(1_000)} 192.0.2.1`, '192.0.2.1'],
    ['with a port', '192.0.2.1:49152', '192.0.2.1'],
    ['of IPv6', '2001:db8::1', '2001:db8::1'],
    ['of IPv6 in another spelling', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['of IPv6 in brackets', '[2001:db8::1]', '2001:db8::1'],
    ['of IPv6 with a port', '[2001:db8::1]:443', '2001:db8::1'],
    ['of IPv6 that holds one of IPv4', '::ffff:c000:201', '::ffff:192.0.2.1'],
    ['of IPv6 with a zone', 'fe80::1%eth0', 'fe80::1'],
    ['with space around it', '\t 192.0.2.1 \t', '192.0.2.1'],
  ])('is what it saw (%s)', async (_, forwarded, address) => {
    const ask = await open(1);
    expect(await ask(forwarded)).toBe(address);
  });

  it.each([
    ['nothing', ''],
    ['a name', 'unknown'],
    ['an obfuscated one', '_hidden'],
    ['a number', '1.2'],
    ['octal', '0300.0.2.1'],
    ['a port that is none', '192.0.2.1:x'],
    ['half a bracket', '[2001:db8::1'],
    ['an empty last one', '192.0.2.1,'],
    ['another notation', 'for="192.0.2.1"'],
  ])('is the proxy’s own where it says none (%s)', async (_, forwarded) => {
    const ask = await open(1);
    expect(await ask(forwarded)).toBe('127.0.0.1');
  });

  it('is what the outermost saw, in however many headers it comes', async () => {
    const ask = await open(2);
    expect(await ask('203.0.113.7, 192.0.2.1, 198.51.100.9')).toBe('192.0.2.1');
    expect(await ask('203.0.113.7, 192.0.2.1', '198.51.100.9')).toBe('192.0.2.1');
    expect(await ask('198.51.100.9')).toBe('127.0.0.1');
  });

  it('is the socket’s where there is none', async () => {
    const ask = await open(0);
    expect(await ask('192.0.2.1')).toBe('127.0.0.1');
  });

  it('cannot be made many by ports, spellings or what stands left of it', async () => {
    const server = openServer({ rateLimit: { burst: 1, perMinute: 1 } });
    const options = { port: 0, host: '127.0.0.1', trustedProxies: 1 };
    const { port, close } = await listen(server.fetch, options);
    onTestFinished(close);
    const send = async (address: string) => {
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
      const url = `http://127.0.0.1:${port}/v1/applications`;
      return (await fetch(url, { method: 'POST', headers, body: '{' })).status;
    };
    expect(await send('2001:db8:0:7::1')).toBe(400);
    for (const other of ['[2001:db8:0:7::2]:1', '2001:DB8:0:7::3', '::9, 2001:0db8:0000:0007::4']) {
      expect(await send(other), other).toBe(429);
    }
    expect(await send('2001:db8:0:8::1')).toBe(400);
  });
});
