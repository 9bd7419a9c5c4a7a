import { beforeEach, describe, expect, it } from 'vitest';
import { openDrafts } from '../../src/device/draft.ts';
import { buildDraft, form } from './build.ts';
import { clearDevice, everythingAsText, rawDrafts, withStore } from './on-device.ts';
import { Tab } from './tab.ts';

const key = 'https://apply.example.com driver-short';
const day = 86_400_000;

const other = '77777777-8a43-4f4e-9d0b-0c6a4c4f2c02';

/** The drafts as another tab has them. */
async function draftsInAnotherTab(): Promise<ReturnType<typeof openDrafts>> {
  const tab = await Tab.open();
  return (await tab.load<{ openDrafts: typeof openDrafts }>('src/device/draft.ts')).openDrafts();
}

beforeEach(clearDevice);

describe('a draft', () => {
  it('is found again by another page, as it was saved last', async () => {
    const drafts = openDrafts();
    expect(await drafts.load(key, form)).toBeUndefined();
    expect(await drafts.save(key, form, buildDraft())).toBe('kept');
    expect(await drafts.save(key, form, buildDraft({ step: 'driving' }))).toBe('kept');
    expect(await openDrafts().load(key, form)).toEqual(buildDraft({ step: 'driving' }));
  });

  it('cannot be read in the database', async () => {
    await openDrafts().save(key, form, buildDraft());
    expect(await everythingAsText()).not.toMatch(/marisol|delgado|first_name|text me|2026-11-20|contact/i);
  });

  it('is saved in the order asked, however long each takes', async () => {
    const drafts = openDrafts();
    const long = buildDraft({ values: { notes: 'x'.repeat(20_000_000) } });
    await Promise.all([drafts.save(key, form, long), drafts.save(key, form, buildDraft())]);
    expect(await drafts.load(key, form)).toEqual(buildDraft());
  });

  it('is not returned to another version of the form, nor to another form, nor under another key', async () => {
    const drafts = openDrafts();
    await drafts.save(key, form, buildDraft());
    expect(await drafts.load(key, { ...form, version: '4' })).toBeUndefined();
    expect(await drafts.load(key, { ...form, name: 'driver-dot' })).toBeUndefined();
    expect(await drafts.load('elsewhere', form)).toBeUndefined();
    expect(await drafts.load(key, form)).toEqual(buildDraft());
  });

  it('gives way to the draft of another application under the same key', async () => {
    const drafts = openDrafts();
    await drafts.save(key, form, buildDraft());
    await drafts.save('elsewhere', form, buildDraft({ id: 'c' }));
    await drafts.save(key, form, buildDraft({ id: other }));
    expect((await rawDrafts()).map(({ id }) => id).sort()).toEqual([other, 'c']);
    expect(await drafts.load(key, form)).toEqual(buildDraft({ id: other }));
  });

  it('lasts 14 days after it was last saved', async () => {
    let time = Date.now();
    const drafts = openDrafts({ now: () => time });
    await drafts.save(key, form, buildDraft());
    time += 13 * day;
    await drafts.save(key, form, buildDraft());
    time += 14 * day - 1;
    expect(await drafts.load(key, form)).toEqual(buildDraft());
    time += 1;
    expect(await drafts.load(key, form)).toBeUndefined();
    expect(await rawDrafts()).toEqual([]);
  });

  it('lasts as long as it is told', async () => {
    let time = Date.now();
    const drafts = openDrafts({ now: () => time, keepMs: day });
    await drafts.save(key, form, buildDraft());
    time += day;
    expect(await drafts.load(key, form)).toBeUndefined();
  });
});

describe('a cleared draft', () => {
  it('is gone, whichever it was', async () => {
    const drafts = openDrafts();
    await drafts.save(key, form, buildDraft());
    expect(await drafts.clear(key)).toBe(true);
    expect(await drafts.load(key, form)).toBeUndefined();
    expect(await withStore('sealed', (store) => store.count())).toBe(0);
    expect(await drafts.save(key, form, buildDraft())).toBe('over');
    expect(await drafts.save(key, form, buildDraft({ id: other }))).toBe('kept');
  });

  it('is not brought back by a slower tab that has the same application', async () => {
    const slow = await draftsInAnotherTab();
    const drafts = openDrafts();
    await slow.save(key, form, buildDraft());
    expect(await drafts.load(key, form)).toEqual(buildDraft());
    expect(await drafts.clear(key, buildDraft().id)).toBe(true);
    expect(await slow.save(key, form, buildDraft({ step: 'driving' }))).toBe('over');
    expect(await slow.load(key, form)).toBeUndefined();
    expect(await drafts.load(key, form)).toBeUndefined();
  });

  it('is not brought back though it had never been saved', async () => {
    const slow = await draftsInAnotherTab();
    await openDrafts().clear(key, buildDraft().id);
    expect(await slow.save(key, form, buildDraft())).toBe('over');
  });

  it('is not brought back by a save and a clear at the same time', async () => {
    const slow = await draftsInAnotherTab();
    await Promise.all([slow.save(key, form, buildDraft()), openDrafts().clear(key, buildDraft().id)]);
    expect(await slow.load(key, form)).toBeUndefined();
  });

  it('leaves that of another application, which another tab has saved since', async () => {
    const busy = await draftsInAnotherTab();
    const drafts = openDrafts();
    await drafts.save(key, form, buildDraft());
    await busy.save(key, form, buildDraft({ id: other }));
    await drafts.clear(key, buildDraft().id);
    expect(await drafts.load(key, form)).toEqual(buildDraft({ id: other }));
  });

  it('leaves a mark only for as long as a draft would have lasted', async () => {
    let time = Date.now();
    const drafts = openDrafts({ now: () => time });
    await drafts.clear(key, buildDraft().id);
    expect(await rawDrafts()).toHaveLength(1);
    time += 14 * day;
    await drafts.load(key, form);
    expect(await rawDrafts()).toEqual([]);
  });
});
