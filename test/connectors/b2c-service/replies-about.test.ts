import { describe, expect, it } from 'vitest';
import { reply } from '../../support/fake-server.ts';
import { startFakeSite } from '../../support/fake-site.ts';
import { fileOf } from '../../support/files.ts';

describe('a reply of the site about what it holds', () => {
  it.each([
    ['null for an id', [null, '261121-000000']],
    ['text for an id', ['x', '261121-000000']],
    ['no cells', []],
  ])('about an incident with %s is not guessed at', async (_, row) => {
    const site = await startFakeSite({
      'find-incident': (response) => reply(response, 200, { items: [{ rows: [row] }] }),
    });
    expect(await site.deliver({ attempt: 2 })).toMatchObject({
      kind: 'retry',
      message: 'find-incident: the reply cannot be read',
    });
    expect(site.requests).toHaveLength(1);
  });

  it('about an incident may lack its number', async () => {
    for (const row of [['84001', null], ['84001', ''], ['84001']]) {
      const site = await startFakeSite({
        'find-incident': (response) => reply(response, 200, { items: [{ rows: [row] }] }),
      });
      expect(await site.deliver({ attempt: 2 })).toEqual({ id: '84001' });
    }
  });

  it.each([
    ['a size as text', { fileName: 'license.pdf', size: '1' }, []],
    ['no size', { fileName: 'license.pdf' }, []],
    ['another size', { fileName: 'license.pdf', size: 2 }, ['license.pdf']],
    ['another name', { fileName: 'card.pdf', size: 1 }, ['license.pdf']],
  ])('about a file with %s says whether it is the one', async (_, file, sent) => {
    const site = await startFakeSite({
      'list-files': (response, { url }) =>
        url.endsWith('/fileAttachments/3')
          ? reply(response, 200, file)
          : reply(response, 200, { items: [{ rel: 'canonical', href: `https://x.example.com${url}/3` }] }),
      'attach-file': (response) => reply(response, 201, { id: 5 }),
    });
    const files = [fileOf('license.pdf', 'x')];
    expect(await site.deliver({ attempt: 2, checkpoints: { incident: '84001' }, files })).toEqual({
      id: '84001',
    });
    expect(site.requests.flatMap(({ body }) => (body ? [JSON.parse(body).fileName] : []))).toEqual(sent);
  });

  it.each([
    ['a link that leads nowhere', { items: [{ href: 'https://x.example.com/' }] }],
    ['no links', { items: [{ fileName: 'license.pdf', size: 1 }] }],
  ])('about files with %s is not guessed at', async (_, listing) => {
    const site = await startFakeSite({ 'list-files': (response) => reply(response, 200, listing) });
    const context = { attempt: 2, checkpoints: { incident: '84001' }, files: [fileOf('license.pdf', 'x')] };
    expect(await site.deliver(context)).toMatchObject({
      kind: 'retry',
      message: 'list-files: the reply cannot be read',
    });
    expect(site.count('attach-file')).toBe(0);
  });

  it('that attached a file proves it by an id, an address or the name', async () => {
    for (const [answer, taken] of [
      [{ id: 5 }, true],
      [{ links: [] }, true],
      [{ fileName: 'license.pdf' }, true],
      [{}, false],
      [[], false],
      [{ ok: true }, false],
    ] as const) {
      const site = await startFakeSite({ 'attach-file': (response) => reply(response, 201, answer) });
      const outcome = await site.deliver({ files: [fileOf('license.pdf', 'x')] });
      expect(outcome).toMatchObject(taken ? { id: '84001' } : { kind: 'retry', uncertain: true });
    }
  });
});
