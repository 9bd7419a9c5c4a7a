import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { openDrafts } from '../../src/device/draft.ts';
import { createOutbox } from '../../src/device/outbox.ts';
import type { SendOutcome } from '../../src/device/outbox-item.ts';
import { mayHaveWaiting, noteWaiting } from '../../src/device/waiting-hint.ts';
import { buildDraft, buildItem, form } from './build.ts';
import { clearDevice, withStore } from './on-device.ts';
import { soon } from './soon.ts';
import { Tab } from './tab.ts';

beforeEach(clearDevice);

/** What a page with such a browser gets. */
async function pageWith(name: string, descriptor: PropertyDescriptor) {
  const tab = await Tab.open();
  tab.define(name, descriptor);
  const draft = await tab.load<{ openDrafts: typeof openDrafts }>('src/device/draft.ts');
  const outbox = await tab.load<{ createOutbox: typeof createOutbox }>('src/device/outbox.ts');
  return { tab, drafts: draft.openDrafts(), createOutbox: outbox.createOutbox };
}

function refuse(): never {
  throw new DOMException('The operation is insecure.', 'SecurityError');
}

/** A database that answers every request to open with an error, a block, or nothing at all. */
function openAnswers(event: string) {
  return {
    value: {
      open() {
        const request = new EventTarget() as IDBOpenDBRequest;
        queueMicrotask(() => (request as never as Record<string, () => void>)[`on${event}`]?.());
        return request;
      },
    },
  };
}

const withoutStorage: [string, string, PropertyDescriptor][] = [
  ['throws when its database is named', 'indexedDB', { get: refuse }],
  ['has no database', 'indexedDB', { value: undefined }],
  ['throws when the database is opened', 'indexedDB', { value: { open: refuse } }],
  ['cannot open the database', 'indexedDB', openAnswers('error')],
  ['has the database held by an older page', 'indexedDB', openAnswers('blocked')],
  ['has no TLS, and so no cryptography', 'crypto', { value: {} }],
  ['may not make keys', 'crypto', { value: { subtle: { generateKey: () => Promise.reject(new Error()) } } }],
];

describe.each(withoutStorage)('a page that %s', (_, name, descriptor) => {
  it('keeps no drafts, and says so', async () => {
    const { drafts } = await pageWith(name, descriptor);
    expect(await drafts.save('key', form, buildDraft())).toBe('unavailable');
    expect(await drafts.load('key', form)).toBeUndefined();
    expect(await drafts.clear('key')).toBe(false);
    expect(await drafts.clear('key', 'a')).toBe(false);
  });

  it('sends what waits for as long as it is open', async () => {
    const page = await pageWith(name, descriptor);
    const sent: string[] = [];
    const outbox = page.createOutbox({
      endpointKey: 'key',
      async send({ id }) {
        sent.push(id);
        return { outcome: 'accepted', reference: 'K7M' };
      },
    });
    const item = buildItem();
    expect(await outbox.add(item)).toBe('page');
    expect(await outbox.items()).toMatchObject([{ id: item.id, kept: 'page', state: 'waiting' }]);
    expect(await outbox.read(item.id)).toEqual(item);
    outbox.kick();
    await soon(() => sent).toEqual([item.id]);
    await soon(() => outbox.items()).toEqual([]);
    expect(await outbox.remove('something else')).toBe(false);
    outbox.stop();
  });
});

it('a database that never answers is given up', async () => {
  const { tab, drafts } = await pageWith('indexedDB', openAnswers('nothing'));
  const { setTimeout } = tab.window;
  tab.define('setTimeout', { value: (run: () => void, ms: number) => setTimeout(run, ms / 100) });
  expect(await drafts.save('key', form, buildDraft())).toBe('unavailable');
});

describe('localStorage', () => {
  it('says whether something may wait', () => {
    expect(mayHaveWaiting()).toBe(false);
    expect(noteWaiting(true)).toBe(true);
    expect(mayHaveWaiting()).toBe(true);
    expect(localStorage.getItem('applicant-intake-waiting')).not.toBeNull();
    noteWaiting(false);
    expect(mayHaveWaiting()).toBe(false);
    expect(localStorage).toHaveLength(0);
  });

  it.each([
    { get: refuse },
    { value: null },
    { value: { getItem: refuse, setItem: refuse, removeItem: refuse } },
  ])(
    'that throws means that nothing waits on the device, and nothing is put there (%#)',
    async (descriptor) => {
      const { tab, drafts, ...page } = await pageWith('localStorage', descriptor);
      const hint = await tab.load<{ mayHaveWaiting: typeof mayHaveWaiting; noteWaiting: typeof noteWaiting }>(
        'src/device/waiting-hint.ts',
      );
      expect(hint.mayHaveWaiting()).toBe(false);
      expect(hint.noteWaiting(true)).toBe(false);
      const outbox = page.createOutbox({ endpointKey: 'key', send: async () => ({ outcome: 'retry' }) });
      expect(await outbox.add(buildItem())).toBe('page');
      expect(await outbox.items()).toMatchObject([{ kept: 'page' }]);
      // A draft needs no hint.
      expect(await drafts.save('key', form, buildDraft())).toBe('kept');
      expect(await withStore('drafts', (store) => store.getAllKeys())).toEqual(['key']);
      expect(await withStore('records', (store) => store.getAllKeys())).toEqual([]);
      outbox.stop();
    },
  );

  it('that is emptied by the page is put right as soon as somebody looks', async () => {
    const outbox = createOutbox({ endpointKey: 'key', send: async () => ({ outcome: 'retry' }) });
    onTestFinished(() => outbox.stop());
    await outbox.add(buildItem());
    localStorage.clear();
    await outbox.items();
    expect(mayHaveWaiting()).toBe(true);
  });
});

describe.each([
  ['aborts', (store: IDBObjectStore) => store.transaction.abort()],
  ['refuses', refuse],
])('a device that is full and so %s whatever is written', (_, fail) => {
  async function fullPage() {
    const page = await pageWith('name', { value: 'of no account' });
    const { prototype } = page.tab.window.IDBObjectStore;
    const { put } = prototype;
    return {
      ...page,
      fill() {
        prototype.put = function (...args) {
          const request = put.apply(this, args);
          fail(this);
          return request;
        };
      },
      free() {
        prototype.put = put;
      },
    };
  }

  it('says that a draft is not kept, and leaves the one before', async () => {
    const { drafts, fill, free } = await fullPage();
    await drafts.save('key', form, buildDraft());
    fill();
    expect(await drafts.save('key', form, buildDraft({ step: 'driving' }))).toBe('unavailable');
    expect(await drafts.load('key', form)).toEqual(buildDraft());
    free();
    expect(await drafts.save('key', form, buildDraft({ step: 'driving' }))).toBe('kept');
  });

  it('leaves the sending to the page', async () => {
    const page = await fullPage();
    page.fill();
    const sent: unknown[] = [];
    const outbox = page.createOutbox({
      endpointKey: 'key',
      async send(each) {
        sent.push(each);
        return { outcome: 'accepted', reference: 'K7M' };
      },
    });
    const item = buildItem({ files: [new File(['a scan'], 'card.pdf')] });
    expect(await outbox.add(item)).toBe('page');
    expect(await outbox.items()).toMatchObject([{ kept: 'page' }]);
    expect(mayHaveWaiting()).toBe(false);
    outbox.kick();
    await soon(() => sent).toEqual([item]);
    outbox.stop();
  });

  it('sends nothing over and over because it cannot note that it was sent', async () => {
    const page = await fullPage();
    let time = Date.now();
    const timers: { ms: number; run: () => void }[] = [];
    const outcomes: SendOutcome[] = [{ outcome: 'retry' }, { outcome: 'accepted', reference: 'K7M' }];
    let sent = 0;
    const outbox = page.createOutbox({
      endpointKey: 'key',
      now: () => time,
      random: () => 0.5,
      after(ms, run) {
        timers.push({ ms, run });
        return () => {};
      },
      async send() {
        sent += 1;
        return outcomes.shift() ?? { outcome: 'retry' };
      },
    });
    expect(await outbox.add(buildItem({ since: time }))).toBe('device');
    page.fill();
    time += 2500;
    timers.at(-1)?.run();
    await soon(() => timers.at(-1)?.ms).toBe(5000);
    expect(sent).toBe(1);
    time += 5000;
    timers.at(-1)?.run();
    await soon(() => outbox.items()).toEqual([]);
    expect(sent).toBe(2);
    outbox.kick();
    await soon(() => outbox.items()).toEqual([]);
    expect(sent).toBe(2);
    outbox.stop();
  });
});

it('without Web Locks or channels between tabs the outbox sends all the same', async () => {
  const { tab, ...page } = await pageWith('BroadcastChannel', { value: undefined });
  Object.defineProperty(tab.window.navigator, 'locks', { value: undefined });
  const changes: unknown[] = [];
  const outbox = page.createOutbox({
    endpointKey: 'key',
    send: async () => ({ outcome: 'accepted', reference: 'K7M' }),
    onChange: (change) => changes.push(change),
  });
  const item = buildItem();
  expect(await outbox.add(item)).toBe('device');
  outbox.kick();
  await soon(() => changes).toContainEqual({ change: 'accepted', id: item.id, reference: 'K7M' });
  await soon(() => outbox.items()).toEqual([]);
  outbox.stop();
});
