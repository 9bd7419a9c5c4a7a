import { beforeEach, describe, expect, it } from 'vitest';
import { openVault, type Vault } from '../../src/device/vault.ts';
import { clearDevice, everythingAsText, rawRecords, result, withStore } from './on-device.ts';
import { Tab } from './tab.ts';

const week = 7 * 86_400_000;

function times(at = Date.now()) {
  return { savedAt: at, expiresAt: at + week };
}

beforeEach(clearDevice);

describe('what the vault keeps', () => {
  it('comes back as it was, to another vault too', async () => {
    const value = { first_name: 'Zoë', lone: '\ud800', ticked: true, rows: [{ employer: 'Ŧ' }] };
    expect(await openVault().put('a', value, times())).toBe('kept');
    expect(await openVault().get('a')).toEqual({ value, files: [] });
  });

  it('has its files, to the byte, under names of any kind', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const files = [
      new File([bytes], 'licence "front" %22\r\n.jpg', {
        type: 'image/jpeg',
        lastModified: 1_700_000_000_000,
      }),
      new File([], '', { lastModified: 5 }),
      new File(['medical card'], 'Führerschein – ✓.txt', { type: 'text/plain;charset=utf-8' }),
    ];
    const vault = openVault();
    await vault.put('a', { id: 'a' }, times(), { files });
    const kept = await vault.get('a');
    expect(kept?.value).toEqual({ id: 'a' });
    const facts = (file: File) => [file.name, file.type, file.lastModified, file.size];
    expect(kept?.files.map(facts)).toEqual(files.map(facts));
    for (const [index, file] of files.entries()) {
      expect(await kept?.files[index]?.arrayBuffer()).toEqual(await file.arrayBuffer());
    }
  });

  it('shows nothing that was typed, nor a file name, to whoever reads the database', async () => {
    const files = [new File(['contents of the card'], 'card-of-delgado.pdf', { type: 'application/pdf' })];
    const value = { first_name: 'Marisol', email: 'm.delgado@example.com', consent: 'I agree to be called' };
    await openVault().put('a', value, { ...times(), form: 'driver-short' }, { files });
    const text = await everythingAsText();
    expect(text).toContain('driver-short');
    expect(text).not.toMatch(/marisol|delgado|first_name|agree|contents of|application\/pdf/i);
  });

  it('is encrypted with an IV of its own each time', async () => {
    const vault = openVault();
    const seen = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      await vault.put('a', { same: 'value' }, times());
      const sealed = await withStore<{ iv: Uint8Array }>('sealed', (store) => store.get('a'));
      expect(sealed.iv).toHaveLength(12);
      seen.add(sealed.iv.join());
    }
    expect(seen.size).toBe(20);
  });

  it('has a key that cannot be read out', async () => {
    await openVault().put('a', {}, times());
    const keys = await withStore<CryptoKey[]>('keys', (store) => store.getAll());
    expect(keys).toHaveLength(1);
    const [key] = keys;
    if (!key) throw new Error('no key');
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
    for (const format of ['raw', 'jwk'] as const)
      await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow();
  });

  it('is found by nothing but its id', async () => {
    const vault = openVault();
    await vault.put('a', 1, times());
    await vault.put('b', 2, times());
    expect(await vault.delete('a')).toBe(true);
    expect(await vault.get('a')).toBeUndefined();
    expect((await vault.list())?.map(({ id }) => id)).toEqual(['b']);
  });
});

describe('a record that is not what it was', () => {
  let vault: Vault;

  beforeEach(async () => {
    vault = openVault();
    await vault.put('a', { answer: 'one' }, times());
    await vault.put('b', { answer: 'two' }, times());
  });

  async function expectGone(id: string) {
    expect(await vault.get(id)).toBeUndefined();
    expect((await vault.list())?.map((each) => each.id)).not.toContain(id);
    expect(await withStore('sealed', (store) => store.getAllKeys())).not.toContainEqual(id);
  }

  it('is deleted when a byte of it has changed', async () => {
    const sealed = await withStore<{ iv: Uint8Array; data: ArrayBuffer }>('sealed', (store) =>
      store.get('a'),
    );
    const bytes = new Uint8Array(sealed.data);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    await withStore('sealed', (store) => store.put(sealed, 'a'));
    await expectGone('a');
    expect((await vault.get('b'))?.value).toEqual({ answer: 'two' });
  });

  it('is deleted when it is put in the place of another', async () => {
    const other = await withStore('sealed', (store) => store.get('b'));
    await withStore('sealed', (store) => store.put(other, 'a'));
    await expectGone('a');
  });

  it.each([undefined, null, 5, 'text', {}, { iv: new Uint8Array(12) }, { iv: 1, data: 2 }])(
    'is deleted when instead of its content there is %j',
    async (nonsense) => {
      await withStore('sealed', (store) => store.put(nonsense, 'a'));
      await expectGone('a');
    },
  );

  it('is deleted when its content is missing', async () => {
    await withStore('sealed', (store) => store.delete('a'));
    await expectGone('a');
  });

  it.each([undefined, 'soon', Number.NaN, {}])('is deleted when it expires at %j', async (expiresAt) => {
    await withStore('records', (store) => store.put({ id: 'a', expiresAt }));
    await expectGone('a');
  });

  it('is deleted when the key is another, which was put there to be read out', async () => {
    const planted = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, [
      'encrypt',
      'decrypt',
    ]);
    await withStore('keys', (store) => store.put(planted, 0));
    vault = openVault();
    await expectGone('a');
    const [key] = await withStore<CryptoKey[]>('keys', (store) => store.getAll());
    expect(key?.extractable).toBe(false);
    expect(await vault.put('c', 1, times())).toBe('kept');
    expect((await openVault().get('c'))?.value).toBe(1);
  });
});

describe('time', () => {
  it('takes away what has expired at the first thing a page does, with its content', async () => {
    let time = 1_000_000;
    const now = () => time;
    await openVault({ now }).put('old', 'value', { savedAt: time, expiresAt: time + 10 });
    time += 5;
    await openVault({ now }).put('new', 'value', { savedAt: time, expiresAt: time + 10 });
    time += 5;
    const vault = openVault({ now });
    expect(await vault.get('anything')).toBeUndefined();
    expect((await rawRecords()).map(({ id }) => id)).toEqual(['new']);
    expect(await withStore('sealed', (store) => store.getAllKeys())).toEqual(['new']);
    time += 5;
    expect(await vault.get('new')).toBeUndefined();
    expect(await rawRecords()).toEqual([]);
  });

  it('leaves a trace where one is wanted, for as long as that', async () => {
    let time = 1_000_000;
    const vault = openVault({ now: () => time });
    await vault.put('a', 'value', { savedAt: time, expiresAt: time + 10, traceMs: 20 });
    time += 10;
    expect(await vault.get('a')).toBeUndefined();
    expect(await vault.list()).toMatchObject([{ id: 'a', ended: 'expired', expiresAt: time + 20 }]);
    expect(await withStore('sealed', (store) => store.getAllKeys())).toEqual([]);
    time += 20;
    expect(await vault.list()).toEqual([]);
  });
});

describe('an ended record', () => {
  it('has no value, and takes none unless it is revived', async () => {
    const vault = openVault();
    await vault.put('a', 'value', times());
    expect(await vault.end('a', { ...times(), ended: 'accepted', reference: 'K7M' })).toBe(true);
    expect(await vault.get('a')).toBeUndefined();
    expect(await vault.note('a', { reference: 'other' })).toBe(true);
    expect(await vault.list()).toMatchObject([{ id: 'a', ended: 'accepted', reference: 'K7M' }]);
    expect(await vault.put('a', 'again', times())).toBe('ended');
    expect(await withStore('sealed', (store) => store.getAllKeys())).toEqual([]);
    expect(await vault.put('a', 'again', times(), { revive: true })).toBe('kept');
    expect((await vault.get('a'))?.value).toBe('again');
  });

  it('cannot be made by a note on what is not there', async () => {
    const vault = openVault();
    await vault.note('a', { savedAt: 1 });
    expect(await vault.list()).toEqual([]);
  });
});

describe('two tabs', () => {
  it('that come at the same moment get one key', async () => {
    const tabs = await Promise.all(Array.from({ length: 4 }, () => Tab.open()));
    const vaults = await Promise.all(
      [...tabs, ...tabs].map(async (tab) => {
        const { openVault: open } = await tab.load<{ openVault: typeof openVault }>('src/device/vault.ts');
        return open();
      }),
    );
    const results = await Promise.all(
      vaults.map((vault, index) => vault.put(`of-${index}`, { index }, times())),
    );
    expect(results).toEqual(vaults.map(() => 'kept'));
    expect(await withStore('keys', (store) => store.count())).toBe(1);
    const reader = openVault();
    for (const index of vaults.keys()) {
      expect((await reader.get(`of-${index}`))?.value).toEqual({ index });
    }
  });

  it('of different versions: the older gives way, and the older then keeps nothing', async () => {
    const vault = openVault();
    await vault.put('a', 'value', times());
    const newer = await result(indexedDB.open('applicant-intake', 2));
    expect(await vault.list()).toBeUndefined();
    expect(await vault.put('a', 'value', times())).toBe('unavailable');
    expect(await vault.delete('a')).toBe(false);
    newer.close();
  });

  it('go on after the reader has cleared the data of the site', async () => {
    const vault = openVault();
    await vault.put('a', 'value', times());
    await clearDevice();
    expect(await vault.list()).toEqual([]);
    expect(await vault.put('a', 'other', times())).toBe('kept');
    expect((await openVault().get('a'))?.value).toBe('other');
  });
});

it('a connection that has died unnoticed is made anew', async () => {
  const opened: IDBDatabase[] = [];
  const factory = {
    open(...args: Parameters<IDBFactory['open']>) {
      const request = indexedDB.open(...args);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    },
  } as IDBFactory;
  const vault = openVault({ indexedDB: factory });
  await vault.put('a', 'value', times());
  opened[0]?.close();
  expect((await vault.get('a'))?.value).toBe('value');
  expect(opened).toHaveLength(2);
});
