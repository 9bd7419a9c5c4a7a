import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Unreadable } from '../../src/queue/unreadable.ts';
import { createEnvelope, wrappedKeyBytes } from '../../src/stores/envelope.ts';
import { createKeyring, keysIn } from '../../src/stores/keyring.ts';
import { seededRandom } from '../support/random.ts';

const [one, two] = [randomBytes(32), randomBytes(32)];
const text = 'María José, 720-555-0113 🚚 \u0000 "x"';

const complaintOf = (open: () => unknown) => {
  try {
    open();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    expect(error.message).not.toContain('720');
    return error;
  }
  throw new Error('it was opened');
};

describe('an envelope', () => {
  it('gives back what was sealed, to the byte', () => {
    const envelope = createEnvelope(createKeyring([one]));
    const { wrapped, dataKey } = envelope.makeKey('a');
    const again = createEnvelope(createKeyring([one])).openKey('a', wrapped);
    for (const content of ['', text, 'x'.repeat(100_000)]) {
      expect(again.openText(dataKey.seal(content, 'content'), 'content')).toBe(content);
    }
    const bytes = new Uint8Array(randomBytes(1_000));
    expect(Buffer.compare(again.open(dataKey.seal(bytes, 'file'), 'file'), bytes)).toBe(0);
  });

  it('seals alike things differently each time, and shows none of them', () => {
    const { wrapped, dataKey } = createEnvelope(createKeyring([one])).makeKey('a');
    const sealed = [dataKey.seal(text, 'content'), dataKey.seal(text, 'content')].map((bytes) =>
      Buffer.from(bytes).toString('latin1'),
    );
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(sealed[0]).not.toContain('720-555');
    const other = createEnvelope(createKeyring([one])).makeKey('a').wrapped;
    expect(Buffer.compare(wrapped.wrappedKey, other.wrappedKey)).not.toBe(0);
  });

  it('opens nothing of another owner or another place, so that no row can stand in for another', () => {
    const envelope = createEnvelope(createKeyring([one]));
    const { wrapped, dataKey } = envelope.makeKey('a');
    const sealed = dataKey.seal(text, 'content');
    expect(complaintOf(() => dataKey.open(sealed, 'file 1 content'))).toMatchObject({ kind: 'tampered' });
    expect(complaintOf(() => envelope.openKey('b', wrapped))).toMatchObject({ kind: 'tampered' });
    const other = envelope.makeKey('b');
    expect(complaintOf(() => other.dataKey.open(sealed, 'content'))).toMatchObject({ kind: 'tampered' });
    expect(complaintOf(() => envelope.openKey('a', other.wrapped))).toMatchObject({ kind: 'tampered' });
  });

  it('notices every change of every byte', () => {
    const envelope = createEnvelope(createKeyring([one]));
    const { wrapped, dataKey } = envelope.makeKey('a');
    const sealed = dataKey.seal('ab', 'content');
    for (const [name, bytes, open] of [
      ['content', sealed, (changed: Uint8Array) => dataKey.open(changed, 'content')],
      [
        'key',
        wrapped.wrappedKey,
        (changed: Uint8Array) => envelope.openKey('a', { ...wrapped, wrappedKey: changed }),
      ],
    ] as const) {
      for (let at = 0; at < bytes.byteLength; at += 1) {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(complaintOf(() => open(changed)).kind, `${name}, byte ${at}`).toBe('tampered');
      }
      for (const length of [0, 1, 28, bytes.byteLength - 1]) {
        expect(complaintOf(() => open(bytes.slice(0, length))).kind, `${name}, ${length} bytes`).toBe(
          'tampered',
        );
      }
    }
  });

  it('takes no nonsense for something sealed', () => {
    const seed = randomInt(2 ** 31);
    const random = seededRandom(seed);
    const { dataKey } = createEnvelope(createKeyring([one])).makeKey('a');
    for (let round = 0; round < 500; round += 1) {
      const nonsense = Uint8Array.from({ length: Math.floor(random() * 80) }, () =>
        Math.floor(random() * 256),
      );
      if (round % 2) nonsense[0] = 1;
      expect(complaintOf(() => dataKey.open(nonsense, 'content')).kind, `seed ${seed}`).toBe('tampered');
    }
  });

  it('says which key is missing', () => {
    const { wrapped } = createEnvelope(createKeyring([one])).makeKey('a');
    const error = complaintOf(() => createEnvelope(createKeyring([two])).openKey('a', wrapped));
    expect(error).toMatchObject({ kind: 'unknown-key', keyId: wrapped.keyId });
    expect(error.message).toBe(`unreadable: key ${wrapped.keyId} is not configured`);
  });

  it('gets a new master key without its contents being touched; the old one is needed until then', () => {
    const { wrapped, dataKey } = createEnvelope(createKeyring([one])).makeKey('a');
    const sealed = dataKey.seal(text, 'content');
    const both = createEnvelope(createKeyring([two, one]));
    expect(both.openKey('a', wrapped).openText(sealed, 'content')).toBe(text);
    const rewrapped = both.rewrap('a', wrapped);
    expect(rewrapped.keyId).not.toBe(wrapped.keyId);
    expect(rewrapped.wrappedKey.byteLength).toBe(wrappedKeyBytes);
    expect(wrapped.wrappedKey.byteLength).toBe(wrappedKeyBytes);
    const after = createEnvelope(createKeyring([two]));
    expect(after.openKey('a', rewrapped).openText(sealed, 'content')).toBe(text);
    expect(complaintOf(() => both.rewrap('b', wrapped)).kind).toBe('tampered');
  });

  it('is opened by the key that it names, whatever the id of a key that is forged', () => {
    const owner = randomUUID();
    const { wrapped } = createEnvelope(createKeyring([one])).makeKey(owner);
    const both = createEnvelope(createKeyring([two, one]));
    expect(complaintOf(() => both.openKey(owner, { ...wrapped, keyId: both.keyId })).kind).toBe('tampered');
  });
});

describe('keys in a text', () => {
  const hex = Buffer.from(one).toString('hex');

  it('are read in hexadecimal and base64, the current one first, a line each or with commas between them', () => {
    const base64 = Buffer.from(two).toString('base64');
    for (const written of [`${hex}\n${base64}\n`, ` ${hex.toUpperCase()} , ${base64.replace('=', '')}`]) {
      const keys = keysIn(written);
      expect(Buffer.compare(keys?.current.bytes ?? two, one)).toBe(0);
      expect([...(keys?.byId.values() ?? [])].map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(
        [hex, Buffer.from(two).toString('hex')],
      );
    }
    expect(keysIn(Buffer.from(two).toString('base64url'))?.current.bytes).toEqual(two);
  });

  it('are none where there is nothing, or anything else', () => {
    for (const text of ['', '\n', 'secret', hex.slice(1), `${hex}0`, `${hex}\nsecret`, `${'g'.repeat(64)}`]) {
      expect(keysIn(text), JSON.stringify(text)).toBeUndefined();
    }
  });

  it('have ids that tell them apart and nothing of them', () => {
    const keys = createKeyring([one, two]);
    const ids = [...keys.byId.keys()];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[\da-f]{16}$/);
    expect(hex).not.toContain(ids[0]);
    expect(createKeyring([one]).current.id).toBe(keys.current.id);
  });

  it('are as long as the cipher needs', () => {
    expect(() => createKeyring([one.subarray(1)])).toThrow(TypeError);
  });
});
