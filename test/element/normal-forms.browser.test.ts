import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { answers, IntakePage, soon, titles } from './intake.page.ts';

const value = (form: IntakePage, label: string) => (form.field(label).element() as HTMLInputElement).value;

describe('an answer takes its normal form', () => {
  const forms = [
    ['Mobile phone', '(720) 555 0142', '720-555-0142'],
    ['Mobile phone', '+1 720.555.0142 x5', '720-555-0142 ext 5'],
    ['Email', '  Craig.D@Example.COM ', 'Craig.D@example.com'],
    ['Last name(s)', '  De   la Cruz ', 'De la Cruz'],
    ['ZIP code', ' k1a 0b1 ', 'K1A 0B1'],
  ] as const;
  for (const [label, typed, normal] of forms) {
    it(`when its field is left, and the field shows it: ${typed} → ${normal}`, async () => {
      const form = await IntakePage.openAt('contact');
      await userEvent.type(form.field(label), typed);
      expect(value(form, label).trim()).to.equal(typed.trim());
      await userEvent.tab();
      await soon(() => expect(value(form, label)).to.equal(normal));
      expect(form.field(label).element().ariaInvalid).to.equal('false');
    });
  }

  it('also where it is wrong, and can be mended from there', async () => {
    const form = await IntakePage.openAt('contact');
    await userEvent.type(form.field('ZIP code'), 'k1a 0b');
    await userEvent.tab();
    await soon(() => expect(value(form, 'ZIP code')).to.equal('K1A 0B'));
    expect(form.field('ZIP code').element().ariaInvalid).to.equal('true');
    await userEvent.type(form.field('ZIP code'), '{End}1');
    await form.settled();
    expect(form.field('ZIP code').element().ariaInvalid).to.equal('false');
    expect(value(form, 'ZIP code')).to.equal('K1A 0B1');
  });

  it('not while it is being typed', async () => {
    const form = await IntakePage.openAt('contact');
    await userEvent.type(form.field('Mobile phone'), '7205550142');
    await form.settled();
    expect(value(form, 'Mobile phone')).to.equal('7205550142');
  });

  it('not where no rule can read it', async () => {
    const form = await IntakePage.openAt('contact');
    await userEvent.type(form.field('Mobile phone'), '720 55 oh 142');
    await userEvent.tab();
    await soon(() => expect(form.field('Mobile phone').element().ariaInvalid).to.equal('true'));
    expect(value(form, 'Mobile phone')).to.equal('720 55 oh 142');
  });

  it('with the enter key, and is under review and sent in it', async () => {
    const form = await IntakePage.openAt('contact', { values: { ...answers, postal_code: '' } });
    await userEvent.type(form.field('ZIP code'), ' k1a 0b1{Enter}');
    await form.shows(titles.review);
    expect(form.reviewed).to.include({ 'ZIP code': 'K1A 0B1' });
    await form.press('Send application');
    await form.shows(/^We have your application/);
    expect(form.transport.submissions[0]?.answers).to.include({ postal_code: 'K1A 0B1' });
  });

  it('once: leaving it again changes nothing', async () => {
    const form = await IntakePage.openAt('contact');
    await userEvent.type(form.field('Mobile phone'), '7205550142');
    await userEvent.tab();
    await soon(() => expect(value(form, 'Mobile phone')).to.equal('720-555-0142'));
    const written: string[] = [];
    const control = form.field('Mobile phone').element() as HTMLInputElement;
    const observer = new MutationObserver(() => written.push(control.value));
    observer.observe(form.element.shadowRoot as ShadowRoot, {
      subtree: true,
      childList: true,
      attributes: true,
    });
    await userEvent.click(control);
    await userEvent.tab();
    await form.settled();
    observer.disconnect();
    expect(written).to.deep.equal([]);
    expect(control.value).to.equal('720-555-0142');
  });
});
