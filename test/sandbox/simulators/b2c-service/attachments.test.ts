import { describe, expect, it } from 'vitest';
import type { B2cServiceSimulatorOptions } from '../../../../src/sandbox/simulators/b2c-service/create-b2c-service-simulator.ts';
import { BASE, buildIncident, GOOD_HEADERS, openSite, type Site } from './site.ts';

const TEXT = 'Hello, 1\n';
const FILE = {
  fileName: 'cdl.txt',
  contentType: 'text/plain',
  data: btoa(TEXT),
  name: 'Licence',
  description: 'Front',
  private: true,
};

/** A site with one incident that has no files. */
async function openIncident(options: B2cServiceSimulatorOptions = {}) {
  const site = openSite(options);
  const { id } = (await site.post('incidents', buildIncident())).body;
  return { site, path: `incidents/${id}/fileAttachments`, incident: `incidents/${id}` };
}

const filesOf = (site: Site) =>
  (site.simulator.records() as ReturnType<typeof JSON.parse>).incidents[0].fileAttachments;

async function hexDigest(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('attaching a file', () => {
  it('to an incident answers 201 with its address and what is known of it, without the content', async () => {
    const { site, path } = await openIncident({ now: () => Date.UTC(2026, 10, 21) });
    const { status, headers, body } = await site.post(path, FILE);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`${BASE}/${path}/${body.id}`);
    const { data: _content, ...described } = FILE;
    expect(body).toMatchObject({
      ...described,
      id: expect.any(Number),
      size: TEXT.length,
      createdTime: '2026-11-21T00:00:00.000Z',
    });
    expect(body).not.toHaveProperty('data');
    expect((await site.get(`${path}/${body.id}`)).body).toEqual(body);
  });

  it('is possible when the incident is made, and with a change', async () => {
    const site = openSite();
    const { id } = (await site.post('incidents', buildIncident({ fileAttachments: [FILE] }))).body;
    await site.patch(`incidents/${id}`, { fileAttachments: [{ fileName: 'two.txt', data: btoa('two') }] });
    expect(filesOf(site)).toMatchObject([
      { fileName: 'cdl.txt', contentType: 'text/plain', size: TEXT.length, sha256: await hexDigest(TEXT) },
      { fileName: 'two.txt', size: 3, sha256: await hexDigest('two') },
    ]);
    expect(filesOf(site)[0]).not.toHaveProperty('data');
    expect(filesOf(site)[0].id).not.toBe(filesOf(site)[1].id);
  });

  it.each([
    { fileName: '' },
    { fileName: 'a/cdl.txt' },
    { fileName: 'a\\cdl.txt' },
    { fileName: 'cdl\u0000.txt' },
    { fileName: 'cdl\n.txt' },
    { data: '' },
  ])('is refused with %j, unless the site is assumed to take it', async (changes) => {
    const { site, path } = await openIncident();
    const { status, body } = await site.post(path, { ...FILE, ...changes });
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00006']);
    expect(filesOf(site)).toEqual([]);
    site.simulator.changeTenant({ assumptions: { cleanText: false } });
    expect((await site.post(path, { ...FILE, ...changes })).status).toBe(201);
  });

  it('needs only a name and content', async () => {
    const { site, path } = await openIncident();
    expect((await site.post(path, { fileName: 'a', data: btoa('1') })).body).toMatchObject({
      size: 1,
      contentType: null,
    });
    expect((await site.post(path, { data: 'AAAA' })).status).toBe(400);
    expect((await site.post(path, { fileName: 'a' })).status).toBe(400);
    expect((await site.post('incidents/1/fileAttachments', FILE)).status).toBe(404);
  });

  it.each(['A', 'AAA', 'AAA*', 'AAAA=', 'A===', '=AAA', 'AA AA', 'data:text/plain;base64,AAAA', 7])(
    'refuses %s, which is not base64',
    async (data) => {
      const { site, path } = await openIncident();
      const { status, body } = await site.post(path, { ...FILE, data });
      expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00006']);
      expect(filesOf(site)).toEqual([]);
    },
  );

  it('refuses what is too large, and kinds that the site does not take', async () => {
    const { site, path } = await openIncident({ attachments: { maxBytes: 3, refusedExtensions: ['exe'] } });
    expect((await site.post(path, { fileName: 'a.txt', data: btoa('abc') })).status).toBe(201);
    expect((await site.post(path, { fileName: 'a.txt', data: btoa('abcd') })).body.detail).toContain(
      '3 bytes',
    );
    expect((await site.post(path, { fileName: 'A.EXE', data: btoa('abc') })).body.detail).toContain('exe');
    expect((await site.post(path, { fileName: 'exe', data: btoa('abc') })).status).toBe(201);
  });

  it('keeps nothing of an incident whose second file is bad', async () => {
    const site = openSite();
    const fileAttachments = [FILE, { fileName: 'b', data: '!' }];
    expect((await site.post('incidents', buildIncident({ fileAttachments }))).status).toBe(400);
    expect(site.simulator.records().incidents).toEqual([]);
  });

  it('takes 20 MB and no more by default', async () => {
    const { site, path } = await openIncident();
    const large = 'A'.repeat((20_000_000 / 3 + 2) * 4 - (((20_000_000 / 3 + 2) * 4) % 4));
    expect((await site.post(path, { fileName: 'a', data: large })).status).toBe(400);
    expect((await site.post(path, { fileName: 'a', data: 'A'.repeat(26_666_664) })).status).toBe(201);
  });
});

describe('the files of an incident', () => {
  it('are listed by address, with name and size when these are asked for', async () => {
    const { site, path, incident } = await openIncident();
    const { id } = (await site.post(path, FILE)).body;
    const href = `${BASE}/${path}/${id}`;
    expect((await site.get(path)).body.items).toEqual([{ rel: 'canonical', href }]);
    expect((await site.get(`${path}?fields=fileName,size`)).body.items).toMatchObject([
      { href, fileName: 'cdl.txt', size: 9 },
    ]);
    const expanded = (await site.get(`${incident}?expand=fileAttachments`)).body.fileAttachments;
    expect(expanded.items).toMatchObject([{ id, fileName: 'cdl.txt', size: 9 }]);
    const named = await site.get(`${incident}?fields=fileAttachments.fileName,fileAttachments.size`);
    expect(named.body.fileAttachments.items).toEqual([{ fileName: 'cdl.txt', size: 9 }]);
  });

  it('give their content in base64, or as it is', async () => {
    const { site, path } = await openIncident();
    const { id } = (await site.post(path, FILE)).body;
    expect((await site.get(`${path}/${id}/data`)).body.data).toBe(btoa(TEXT));
    const raw = await site.get(`${path}/${id}?download`);
    expect(raw.body).toBe(TEXT);
    expect(raw.headers.get('content-type')).toBe('text/plain');
    expect(raw.headers.get('content-disposition')).toContain('cdl.txt');
    site.simulator.changeTenant({ assumptions: { fileData: 'text' } });
    expect((await site.get(`${path}/${id}/data`)).body).toBe(btoa(TEXT));
  });

  it('do not come as an archive', async () => {
    const { site, path } = await openIncident();
    const { status, body } = await site.get(`${path}?download`);
    expect([status, body['o:errorCode']]).toEqual([400, 'OSC-CREST-00016']);
  });

  it('give back every byte', async () => {
    const { site, path } = await openIncident();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    const data = Buffer.from(bytes).toString('base64');
    const { id } = (await site.post(path, { fileName: 'a.bin', data })).body;
    expect((await site.get(`${path}/${id}/data`)).body.data).toBe(data);
    const request = new Request(`${BASE}/${path}/${id}?download`, { headers: GOOD_HEADERS });
    const raw = await (await site.simulator.fetch(request)).arrayBuffer();
    expect(new Uint8Array(raw)).toEqual(bytes);
  });

  it('cannot be changed, but described anew, or deleted', async () => {
    const { site, path } = await openIncident();
    const { id } = (await site.post(path, FILE)).body;
    for (const change of [{ data: 'AAAA' }, { fileName: 'b.txt' }, { contentType: 'image/png' }]) {
      expect((await site.patch(`${path}/${id}`, change)).status).toBe(400);
    }
    expect((await site.patch(`${path}/${id}`, { description: 'Back' })).status).toBe(200);
    expect(filesOf(site)).toMatchObject([{ fileName: 'cdl.txt', description: 'Back', size: 9 }]);
    expect((await site.send('DELETE', `${path}/${id}`)).status).toBe(200);
    expect((await site.get(`${path}/${id}/data`)).status).toBe(404);
    expect(filesOf(site)).toEqual([]);
  });

  it('lose their content, not their hash, when there is too much or none is to be kept', async () => {
    const { site, path } = await openIncident({ attachments: { maxKeptBytes: 5 } });
    const first = (await site.post(path, { fileName: 'a', data: btoa('aaa') })).body.id;
    const second = (await site.post(path, { fileName: 'b', data: btoa('bbb') })).body.id;
    expect((await site.get(`${path}/${first}/data`)).status).toBe(404);
    expect((await site.get(`${path}/${second}/data`)).body.data).toBe(btoa('bbb'));
    site.simulator.changeTenant({ attachments: { keepData: false } });
    const third = (await site.post(path, { fileName: 'c', data: btoa('ccc') })).body.id;
    expect((await site.get(`${path}/${third}/data`)).status).toBe(404);
    expect(filesOf(site)[2].sha256).toBe(await hexDigest('ccc'));
  });
});
