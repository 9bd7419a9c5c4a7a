import { describe, expect, it } from 'vitest';
import type { LeasedDelivery } from '../../src/queue/index.ts';
import { createSqliteStore } from '../../src/stores/sqlite-store.ts';
import { brokenStore, openServer } from '../support/application-server.ts';
import { buildSubmission } from '../support/submissions.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { formOf, inPieces, samples, unread } from '../support/uploads.ts';

const problemBase = 'https://applicant-intake.example.com/problems';

type Server = ReturnType<typeof openServer>;

/** Leases the one delivery that is due. */
async function lease({ store }: Server): Promise<LeasedDelivery> {
  const options = { destination: 'b2c-service', limit: 9, now: Date.now(), until: Date.now() + 60_000 };
  const [delivery, ...more] = await store.lease(options);
  if (!delivery || more.length > 0) throw new Error('not one delivery is due');
  return delivery;
}

const stateOf = async ({ store }: Server, id: string) => (await store.find(id))?.deliveries[0];

const pdf = { name: 'cdl.pdf', content: samples.pdf() };
const jpeg = { name: 'medical card.jpg', content: samples.jpeg() };
const png = { name: 'résumé.png', content: samples.png() };

describe('files that arrive for an application', () => {
  it('are stored, then accepted with all that the application has', async () => {
    let accepted = 0;
    const server = openServer({
      store: createSqliteStore({ directory: temporaryFolder() }),
      onAccepted: () => (accepted += 1),
    });
    const id = await server.apply();
    const first = await server.upload(id, [pdf, jpeg]);
    expect(first.status).toBe(202);
    expect(first.headers.get('location')).toBe(`/v1/applications/${id}`);
    expect(first.headers.get('content-type')).toMatch(/^application\/json/);
    const files = [
      { name: 'cdl.pdf', type: 'application/pdf', size: pdf.content.length },
      { name: 'medical card.jpg', type: 'image/jpeg', size: jpeg.content.length },
    ];
    expect(first.body).toEqual({ id, files });
    const second = await server.upload(id.toUpperCase(), [png]);
    expect(second.body).toEqual({
      id,
      files: [...files, { name: 'résumé.png', type: 'image/png', size: png.content.length }],
    });
    expect(accepted, 'the application and two uploads').toBe(3);

    const delivery = await lease(server);
    expect(delivery.files).toMatchObject(second.body.files);
    const contents = await Promise.all(delivery.files.map((file) => server.store.readFile(file.id)));
    expect(contents).toEqual([pdf.content, jpeg.content, png.content]);
    await server.store.close();
  });

  it('again are accepted as before, and kept once', async () => {
    const server = openServer();
    const id = await server.apply();
    const first = await server.upload(id, [pdf, jpeg]);
    const delivery = await lease(server);
    await server.store.complete(delivery, { id: '84001' });
    const second = await server.upload(id, [{ ...jpeg, name: 'again.jpg' }, pdf]);
    expect([second.status, second.body]).toEqual([202, first.body]);
    expect(await stateOf(server, id), 'nothing is new').toMatchObject({ state: 'delivered' });
  });

  it('of one name are told apart', async () => {
    const server = openServer();
    const id = await server.apply();
    const two = { name: 'cdl.pdf', content: samples.pdf('two') };
    const { body } = await server.upload(id, [pdf, two]);
    expect(body.files).toMatchObject([{ name: 'cdl.pdf' }, { name: 'cdl (2).pdf' }]);
  });

  it('while it is being delivered go out right after', async () => {
    const server = openServer();
    const id = await server.apply();
    const first = await lease(server);
    expect((await server.upload(id, [pdf])).status).toBe(202);
    expect(await stateOf(server, id)).toMatchObject({ state: 'leased' });
    await server.store.complete(first, { id: '84001' });
    expect(await lease(server)).toMatchObject({
      attempt: 2,
      previous: { id: '84001' },
      files: [{ name: 'cdl.pdf' }],
    });
  });

  it('after it was delivered make it go out again, and be on its way for the applicant', async () => {
    const server = openServer();
    const id = await server.apply();
    await server.store.complete(await lease(server), { id: '84001' });
    const status = async () => (await server.send(`/v1/applications/${id}`)).body;
    expect(await status()).toMatchObject({ status: 'delivered' });
    expect((await server.upload(id, [pdf])).status).toBe(202);
    expect(await status()).toEqual({
      id,
      reference: expect.any(String),
      status: 'queued',
      receivedAt: expect.any(String),
    });
    expect(await lease(server)).toMatchObject({ previous: { id: '84001' }, files: [{ name: 'cdl.pdf' }] });
  });

  it('until the deadline are taken, and not after', async () => {
    const clock = { now: 1_000 };
    const { apply, upload, store } = openServer({ now: () => clock.now, files: { deadlineMs: 60_000 } });
    const id = await apply();
    clock.now += 60_000;
    expect((await upload(id, [pdf])).status).toBe(202);
    clock.now += 1;
    const { status, body } = await upload(id, [jpeg]);
    expect(status).toBe(409);
    expect(body).toMatchObject({ status: 409, type: `${problemBase}/files-closed` });
    expect((await store.find(id))?.files).toHaveLength(1);
  });

  it('are taken for a day, where nothing else is said', async () => {
    const clock = { now: 1_000 };
    const { apply, upload } = openServer({ now: () => clock.now });
    const id = await apply();
    clock.now += 86_400_000;
    expect((await upload(id, [pdf])).status).toBe(202);
    clock.now += 1;
    expect((await upload(id, [pdf])).status).toBe(409);
  });

  it('may be pictures that move', async () => {
    const { apply, upload } = openServer();
    const { status, body } = await upload(await apply(), [{ name: 'truck.apng', content: samples.apng() }]);
    expect([status, body.files]).toMatchObject([202, [{ name: 'truck.png', type: 'image/png' }]]);
  });

  it('may come in pieces without their length told', async () => {
    const { apply, upload } = openServer();
    const large = { name: 'cdl.pdf', content: samples.pdf('x'.repeat(1_000_000)) };
    const { status, body } = await upload(await apply(), inPieces(formOf(large), 10_000));
    expect(status).toBe(202);
    expect(body.files).toMatchObject([{ size: large.content.length }]);
  });

  it('are nobody’s to fetch', async () => {
    const { apply, upload, send } = openServer();
    const id = await apply();
    await upload(id, [pdf]);
    for (const path of ['files', 'files/', 'files/cdl.pdf', 'files/0']) {
      const { status } = await send(`/v1/applications/${id}/${path}`);
      expect([404, 405]).toContain(status);
    }
    expect(JSON.stringify((await send(`/v1/applications/${id}`)).body)).not.toContain('cdl');
  });

  it('for an application that is not there are refused before they are read', async () => {
    const { upload } = openServer();
    const { body, wasRead } = unread();
    for (const id of [buildSubmission().id, 'nobody', '%00', '..%2f..']) {
      expect(await upload(id, body)).toMatchObject({ status: 404, body: { status: 404 } });
    }
    expect(wasRead()).toBe(false);
  });

  it('when they cannot be stored are not accepted; the sender is told to come back', async () => {
    const { upload } = openServer({ store: await brokenStore() });
    const { status, headers, body } = await upload(buildSubmission().id, [pdf]);
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    expect(body).toMatchObject({ type: `${problemBase}/storage-unavailable` });
  });

  it('are refused while little room is left on the disk, but applications are not', async () => {
    const store = createSqliteStore({ directory: temporaryFolder(), reserveBytes: 1e18 });
    const { apply, upload, send } = openServer({ store });
    const id = await apply();
    const { status, headers, body } = await upload(id, [pdf]);
    expect([status, headers.get('retry-after')]).toEqual([503, '30']);
    expect(body).toMatchObject({ type: `${problemBase}/storage-unavailable` });
    expect((await send(`/v1/applications/${id}`)).status).toBe(200);
    await store.close();
  });

  it('where the proxy takes none find nothing there', async () => {
    const { apply, upload, send } = openServer({ files: null });
    const id = await apply();
    expect((await upload(id, [pdf])).status).toBe(404);
    expect((await send(`/v1/applications/${id}/files`)).status).toBe(404);
  });
});

describe('an upload, guarded as an application is,', () => {
  const listed = 'https://www.example.com';

  it('is refused to a page of another origin, and allowed to one on the list', async () => {
    const { apply, upload, send } = openServer({ origins: [listed] });
    const id = await apply();
    expect((await upload(id, [pdf], { origin: 'https://elsewhere.example.net' })).status).toBe(403);
    const allowed = await upload(id, [pdf], { origin: listed });
    expect(allowed.status).toBe(202);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(listed);
    expect(allowed.headers.get('access-control-expose-headers')).toMatch(/Location/);
    const preflight = await send(`/v1/applications/${id}/files`, {
      method: 'OPTIONS',
      headers: { origin: listed, 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/POST/);
    const refused = await upload(id, [{ ...pdf, content: samples.html() }], { origin: listed });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('access-control-allow-origin'), 'or the page could not read why').toBe(listed);
  });

  it('counts towards the rate of its sender', async () => {
    const { apply, upload } = openServer({ rateLimit: { burst: 3, perMinute: 1 } });
    const id = await apply();
    expect((await upload(id, [pdf])).status).toBe(202);
    expect((await upload(id, [jpeg])).status).toBe(202);
    const { status, headers } = await upload(id, [png]);
    expect([status, headers.get('retry-after')]).toEqual([429, '60']);
    expect((await upload(id, [png], {}, { address: '192.0.2.7' })).status).toBe(202);
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])('is not to be had by %s', async (method) => {
    const { apply, send } = openServer();
    const { status, headers } = await send(`/v1/applications/${await apply()}/files`, { method });
    expect([status, headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });
});
