import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecretFile } from '../../src/node/secret-file.ts';
import { folderWith } from '../support/settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('a secret in a file', () => {
  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['secret\n\n', 'secret\n'],
    [' secret \n', ' secret '],
    ['Säcret 秘密\n', 'Säcret 秘密'],
  ])('is its content without one line end: %j', async (content, secret) => {
    const file = openSecretFile(join(folderWith({ secret: content }), 'secret'));
    expect(await file.read()).toBe(secret);
  });

  it('has to be there when it is first asked for', () => {
    expect(() => openSecretFile(join(temporaryFolder(), 'secret'))).toThrow(/ENOENT/);
    expect(() => openSecretFile(temporaryFolder())).toThrow(/EISDIR/);
    for (const content of ['', '\n', '\r\n']) {
      expect(() => openSecretFile(join(folderWith({ secret: content }), 'secret'))).toThrow(
        'The file is empty',
      );
    }
  });

  it('is the last one known for as long as the file is away or empty', async () => {
    const path = join(folderWith({ secret: 'first' }), 'secret');
    const file = openSecretFile(path);
    rmSync(path);
    expect(await file.read()).toBe('first');
    writeFileSync(path, '\n');
    expect(await file.read()).toBe('first');
    writeFileSync(path, 'second\n');
    expect(await file.read()).toBe('second');
    rmSync(path);
    expect(await file.read()).toBe('second');
  });

  it('that is a link to another is followed to where it leads now, as orchestrators replace them', async () => {
    const folder = folderWith({ one: 'first', two: 'second' });
    const [link, next] = [join(folder, 'secret'), join(folder, 'next')];
    symlinkSync('one', link);
    const file = openSecretFile(link);
    expect(await file.read()).toBe('first');
    symlinkSync('two', next);
    renameSync(next, link);
    expect(await file.read()).toBe('second');
  });

  it('calls back when it changes, until told to stop', async () => {
    const path = join(folderWith({ secret: 'first' }), 'secret');
    let changes = 0;
    const stop = openSecretFile(path).watch(() => {
      changes += 1;
    });
    onTestFinished(stop);
    await expect
      .poll(
        () => {
          if (changes === 0) writeFileSync(path, `second ${performance.now()}`);
          return changes;
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBeGreaterThan(0);
  });
});
