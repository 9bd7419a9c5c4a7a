import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { locales } from '../../src/locales/load-locale.ts';
import { offlineMessagesOf } from '../../src/locales/offline/offline-messages-of.ts';
import { clearDevice } from '../device/on-device.ts';
import { answers, type IntakePage } from '../element/intake.page.ts';
import { everyState } from './every-state.ts';
import { accented } from './pseudo-locale.ts';
import { withoutRoom } from './without-room.ts';

/** What shows and is in no locale: what the reader or the page has said, and the names of languages. */
const given = [...Object.values(answers).map(String), 'K7M-42Q', '(555) 555-0142', 'Español', 'Français'];

/** Everything that can be read or heard in the form, each piece for itself. */
function everythingSaid(form: IntakePage): string[] {
  const said: string[] = [];
  const read = (node: Node) => {
    if (node instanceof Text) said.push(node.data);
    if (node instanceof Element) {
      // For robots only, or a picture.
      if (node.matches('[aria-hidden=true], style')) return;
      for (const name of [
        'aria-label',
        'aria-description',
        'title',
        'alt',
        'label',
        'placeholder',
        'value',
      ]) {
        const spoken = name !== 'value' || node.matches('[type=submit], [type=button]');
        if (spoken && node.hasAttribute(name)) said.push(node.getAttribute(name) ?? '');
      }
    }
    for (const child of node.childNodes) read(child);
  };
  read(form.element.shadowRoot as ShadowRoot);
  return said;
}

/** What is said and stands in no brackets, which is to say: in no locale. */
function hardCoded(form: IntakePage): string[] {
  const whole = everythingSaid(form).join('\n');
  const bare = (text: string): string => {
    const less = text.replace(/\[[^[\]]*\]/g, '');
    return less === text ? text : bare(less);
  };
  const offline = Object.values(offlineMessagesOf('en'));
  return bare(whole)
    .split('\n')
    .map((each) => [...given, ...offline].reduce((left, known) => left.replace(known, ''), each))
    .filter((each) => /[\p{L}\p{N}]/u.test(each));
}

beforeEach(clearDevice);

describe('with every text 40 % longer', () => {
  for (const width of [320, 560, 720]) {
    it(`nothing is hard-coded, cut off or too wide at ${width} px`, async () => {
      let looks = 0;
      await everyState({ messages: accented }, width, (state, form) => {
        looks += 1;
        expect(hardCoded(form), state).to.deep.equal([]);
        expect(withoutRoom(form), state).to.deep.equal([]);
      });
      expect(looks).to.be.greaterThan(15);
    }, 60_000);
  }
});

describe.each(Object.keys(locales))('in the language %s', (locale) => {
  for (const width of [320, 560, 720]) {
    it(`nothing is cut off or too wide at ${width} px`, async () => {
      await everyState({ locale }, width, (state, form) => {
        expect(withoutRoom(form), state).to.deep.equal([]);
      });
    }, 60_000);
  }
});
