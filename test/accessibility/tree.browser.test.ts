import { expect } from '@open-wc/testing';
import { beforeAll, beforeEach, describe, it } from 'vitest';
import { clearDevice } from '../device/on-device.ts';
import { FurtherPage, fileOf } from '../element/further/further.page.ts';
import { everyState } from '../locales/every-state.ts';
import { accessibilityTree } from './tree.ts';
import { treeOfFurtherForm } from './tree-of-further-form.ts';
import { treeOfShortForm } from './tree-of-short-form.ts';

beforeEach(clearDevice);

const lines = (text = '') =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim());

/** Without what differs between languages. */
const bare = (line: string) =>
  line
    .replace(/“.*”/, '“…”')
    .replace(/\(.*\)/, '(…)')
    .replace(/ = .*/, ' = …');

const unnamed = (tree: readonly string[]) => tree.filter((line) => line.includes('“”'));

/** What is told of the short form in a language, by its states. */
async function treesIn(locale: string): Promise<Map<string, readonly string[]>> {
  const trees = new Map<string, readonly string[]>();
  await everyState({ locale }, 560, async (state) => {
    trees.set(state, await accessibilityTree());
  });
  return trees;
}

describe('assistive technology is told of every control', () => {
  let english = new Map<string, readonly string[]>();
  beforeAll(async () => {
    await clearDevice();
    english = await treesIn('en');
  }, 60_000);

  it('its role, name, description and states, in every step and state', () => {
    for (const [state, tree] of Object.entries(treeOfShortForm)) {
      expect(english.get(state), state).to.deep.equal(lines(tree));
    }
    for (const [state, tree] of english) expect(unnamed(tree), state).to.deep.equal([]);
  });

  it('where to turn with a question stands last on every screen', () => {
    for (const [state, tree] of english) {
      expect(tree.at(-1), state).to.match(/^link “(Call )?\(555\) 555-0142”$/);
    }
  });

  it.each(['es', 'fr-CA'])(
    'the same in the language %s, under names of that language',
    async (locale) => {
      const trees = await treesIn(locale);
      expect([...trees.keys()]).to.deep.equal([...english.keys()]);
      for (const [state, tree] of trees) {
        expect(unnamed(tree), state).to.deep.equal([]);
        expect(tree.map(bare), state).to.deep.equal(english.get(state)?.map(bare));
      }
    },
    60_000,
  );

  it.each(['person', 'jobs', 'papers', 'signing'] as const)(
    'also of dates, boxes, rows, files and signatures: the step %s',
    async (step) => {
      const page = await FurtherPage.openAt(step, { phone: '720-555-0199' });
      if (step === 'papers') {
        const files = [fileOf('cdl.pdf'), fileOf('cv.docx', 'application/msword')];
        await page.choose('Photos of your license', ...files);
      } else expect(await accessibilityTree()).to.deep.equal(lines(treeOfFurtherForm[step]));
      if (step === 'signing') return;
      await page.goOn();
      expect(await accessibilityTree()).to.deep.equal(lines(treeOfFurtherForm[`${step} wrong`]));
    },
  );
});
