import { expect } from '@open-wc/testing';
import { afterEach, describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { FakeTransport } from '../element/fake-transport.ts';
import { answers, IntakePage } from '../element/intake.page.ts';
import { emulate } from './emulate.ts';

afterEach(() => emulate({}));

/** What moves in the form. */
const moving = (form: IntakePage) => (form.element.shadowRoot as ShadowRoot).getAnimations().length;

/** How much moves when another step comes, and while the application is being sent. */
async function motion(wish: string) {
  await emulate({ 'prefers-reduced-motion': wish });
  const form = await IntakePage.open({ values: answers }, new FakeTransport(new Promise(() => {})));
  await userEvent.click(form.button('Continue'));
  await form.element.updateComplete;
  const step = moving(form);
  await form.goTo('review');
  await form.press('Send application');
  return { step, sending: moving(form) };
}

describe('motion', () => {
  it('goes with a new step, and with sending', async () => {
    const { step, sending } = await motion('no-preference');
    expect(step).to.be.greaterThan(0);
    expect(sending).to.be.greaterThan(0);
  });

  it('is none for whoever asks for that', async () => {
    expect(await motion('reduce')).to.deep.equal({ step: 0, sending: 0 });
  });
});
