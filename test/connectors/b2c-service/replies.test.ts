import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { reply, replyHtml } from '../../support/fake-server.ts';
import { deliver, names, problem, rows, writes } from '../../support/fake-site.ts';

/** A look-up is ours, whoever applies: a site that refuses one refuses them all. */
const kindAt = (step: string, kind: string) =>
  kind === 'rejected' && step === 'find-contact' ? 'misconfigured' : kind;

describe('a reply of the site', () => {
  it.each([
    [400, '00006', 'rejected'],
    [400, '00013', 'rejected'],
    [409, '00012', 'rejected'],
    [422, '00006', 'rejected'],
    [400, '00016', 'misconfigured'],
    [400, '00003', 'misconfigured'],
    [400, '00017', 'misconfigured'],
    [401, '00014', 'misconfigured'],
    [403, '00015', 'misconfigured'],
    [404, '00013', 'misconfigured'],
    [405, '00002', 'misconfigured'],
    [400, '00004', 'retry'],
    [400, '00008', 'retry'],
    [408, '00001', 'retry'],
    [425, '00001', 'retry'],
    [429, '00001', 'retry'],
    [500, '00008', 'retry'],
    [503, '00006', 'retry'],
  ] as const)('%i with code %s is %s, at whichever step', async (status, code, kind) => {
    for (const step of names) {
      const { outcome } = await deliver(step, (response) => reply(response, status, problem(code)));
      const message = expect.stringContaining(`${step}: status ${status}, OSC-CREST-${code}`);
      expect(outcome).toMatchObject({ kind: kindAt(step, kind), message });
    }
  });

  it.each([
    [401, 'misconfigured'],
    [403, 'misconfigured'],
    [404, 'misconfigured'],
    [400, 'rejected'],
    [429, 'retry'],
    [500, 'retry'],
    [502, 'retry'],
  ] as const)('%i with a page, or with nothing, is %s', async (status, kind) => {
    for (const step of names) {
      const { outcome } = await deliver(step, (response) => replyHtml(response, status));
      expect(outcome).toMatchObject({
        kind: kindAt(step, kind),
        message: expect.stringContaining(`${step}: status ${status}`),
      });
      const bare = await deliver(step, (response) => response.writeHead(status).end());
      expect(bare.outcome).toMatchObject({ kind: kindAt(step, kind) });
    }
  });

  it.each([
    ['without an id', {}],
    ['with null for an id', { id: null }],
    ['with an id beyond what a number can hold', '{"id": 9007199254740993}'],
    ['with a text for an id', { id: 'latest' }],
    ['with a negative id', { id: -1 }],
    ['with a list', [{ id: 1 }]],
    ['with JSON that breaks off', '{"id": 84001, "referenceNumber": "2611'],
    ['with nothing', ''],
    ['with a page', '<html></html>'],
  ])('that says created %s proves nothing', async (_, body) => {
    for (const step of writes) {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const { outcome } = await deliver(step, (response) => response.writeHead(201).end(text));
      expect(outcome).toMatchObject({
        kind: 'retry',
        uncertain: true,
        message: `${step}: the reply cannot be read`,
      });
    }
  });

  it.each([200, 201])('%i that describes a problem is no success', async (status) => {
    for (const step of names) {
      const { outcome } = await deliver(step, (response) =>
        reply(response, status, { id: 1, ...problem('00006') }),
      );
      expect(outcome).toMatchObject({
        kind: kindAt(step, 'rejected'),
        message: expect.stringContaining(`${step}: status ${status}, OSC-CREST-00006`),
      });
    }
  });

  it('with status 200 that describes the problem of a gateway is what that problem is', async () => {
    for (const [status, kind] of [
      [503, 'retry'],
      [429, 'retry'],
      [403, 'misconfigured'],
    ] as const) {
      for (const step of names) {
        const { outcome } = await deliver(step, (response) =>
          reply(response, 200, { title: 'Trouble', status, id: 7 }),
        );
        expect(outcome).toMatchObject({ kind });
      }
    }
  });

  it.each([202, 204])('that succeeds in another way (%i) is a success only with proof', async (status) => {
    for (const step of names) {
      const { outcome } = await deliver(step, (response) => response.writeHead(status).end());
      expect(outcome).toMatchObject({
        kind: 'retry',
        uncertain: writes.includes(step),
        message: `${step}: the reply cannot be read`,
      });
    }
    const { outcome } = await deliver('create-incident', (response) => reply(response, 202, { id: 84001 }));
    expect(outcome).toEqual({ id: '84001' });
  });

  it('may lack a reference number, or have null for one', async () => {
    for (const referenceNumber of [undefined, null, '']) {
      const { outcome } = await deliver('create-incident', (response) =>
        reply(response, 201, { id: 84001, referenceNumber }),
      );
      expect(outcome).toEqual({ id: '84001' });
    }
  });

  it('may write its ids as text', async () => {
    const { outcome, requests } = await deliver('create-contact', (response) =>
      reply(response, 201, { id: '51718' }),
    );
    expect(outcome).toEqual({ id: '84001', reference: '261121-000000' });
    expect(JSON.parse(requests[2]?.body ?? '')).toMatchObject({ primaryContact: { id: 51718 } });
    const largest = await deliver('create-incident', (response) =>
      reply(response, 201, { id: '9007199254740991' }),
    );
    expect(largest.outcome).toEqual({ id: '9007199254740991' });
  });

  it.each([
    ['null cells', rows(null)],
    ['cells that are no ids', rows('12', 'x')],
    ['rows without cells', { items: [{ rows: [[]] }] }],
  ])('to a question with %s is not guessed at', async (_, body) => {
    const { outcome, requests } = await deliver('find-contact', (response) => reply(response, 200, body));
    expect(outcome).toMatchObject({ kind: 'retry', message: 'find-contact: the reply cannot be read' });
    expect(requests).toHaveLength(1);
  });

  it.each([{ items: [] }, { items: [{}] }, { items: [{ rows: [[7]] }] }, {}, []])(
    'to a question that is %j is no answer',
    async (body) => {
      const { outcome } = await deliver('find-contact', (response) => reply(response, 200, body));
      expect(outcome).toMatchObject({ kind: 'retry', message: 'find-contact: the reply cannot be read' });
    },
  );

  it('of many megabytes is not read to its end', async () => {
    const { outcome } = await deliver('create-incident', (response) => {
      const block = ' '.repeat(65_536);
      const write = () => {
        while (!response.destroyed && response.write(block));
      };
      response.on('drain', write);
      write();
    });
    expect(outcome).toMatchObject({
      kind: 'retry',
      uncertain: true,
      message: 'create-incident: no reply: too-large',
    });
  });

  it.each([
    ['nothing', () => {}],
    ['half of it', (response: ServerResponse) => void response.writeHead(201).write('{"id":')],
  ])('that never comes, or only %s, is not waited for without end', async (_, answer) => {
    for (const step of names) {
      const { outcome } = await deliver(step, answer, 250);
      expect(outcome).toMatchObject({
        kind: 'retry',
        uncertain: writes.includes(step),
        message: `${step}: no reply: timeout`,
      });
    }
  });

  it('may name a property that we sent and the site does not have; nothing else of its text is repeated', async () => {
    const named = await deliver('create-contact', (response) =>
      reply(response, 400, problem('00013', 'Invalid property specified: has_cdl')),
    );
    expect(named.outcome).toMatchObject({
      message: 'create-contact: status 400, OSC-CREST-00013, the site has no property has_cdl',
    });
    const other = await deliver('create-contact', (response) =>
      reply(response, 400, problem('00013', 'Invalid property specified: Craig')),
    );
    expect(other.outcome).toMatchObject({ message: 'create-contact: status 400, OSC-CREST-00013' });
  });
});

describe('a site that asks for time', () => {
  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'osvc-crest-next-request-after': '1500' }, 1_500],
    [{ 'osvc-crest-next-request-after': '0', 'retry-after': '30' }, 30_000],
    [{ 'osvc-crest-next-request-after': '60000', 'retry-after': '30' }, 60_000],
    [{ 'osvc-crest-next-request-after': 'soon' }, undefined],
    [{}, undefined],
  ])('with %j gets it', async (headers, retryAfterMs) => {
    const { outcome } = await deliver('create-incident', (response) =>
      reply(response, 503, {}, headers as never),
    );
    expect(outcome).toMatchObject({ kind: 'retry', retryAfterMs });
  });
});
