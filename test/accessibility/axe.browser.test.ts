import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { page } from 'vitest/browser';
import { clearDevice } from '../device/on-device.ts';
import { everyState } from '../locales/every-state.ts';
import { looseMarkup } from '../support/strict-markup.ts';
import { axeFindings } from './axe-findings.ts';

beforeEach(async () => {
  await clearDevice();
  // axe judges no colours of what is out of sight.
  await page.viewport(760, 3000);
});

describe.each(['en', 'es', 'fr-CA'])('axe, in the language %s', (locale) => {
  it('objects to nothing and doubts nothing, in any step, state and colours', async () => {
    const seen = new Set<string>();
    await everyState({ locale }, 720, async (state, form) => {
      seen.add(state);
      expect(await axeFindings(form), state).to.deep.equal([]);
      expect(looseMarkup(form.element.shadowRoot), state).to.deep.equal([]);
    });
    for (const state of ['driving', 'contact, nothing answered', 'sending', 'waiting', 'receipt']) {
      expect(seen).to.include(state);
    }
  }, 60_000);
});
