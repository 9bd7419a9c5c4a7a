import { vi } from 'vitest';
import { TransportError } from '../../src/transport/transport.ts';
import { FakeTransport } from '../element/fake-transport.ts';
import { answers, IntakePage, type Settings } from '../element/intake.page.ts';

/** Looks at the form in a state. */
type Look = (state: string, form: IntakePage) => void | Promise<void>;

const root = (form: IntakePage) => form.element.shadowRoot as ShadowRoot;

/** Waits until a part shows. */
async function shows(form: IntakePage, part: string) {
  await vi.waitUntil(() => root(form).querySelector(part), { timeout: 20_000 });
  await form.settled();
}

/** Presses the button of a step, whatever it is called. */
async function goOn(form: IntakePage) {
  root(form).querySelector('form')?.requestSubmit();
  await form.settled();
}

/** Enters an answer as a reader does, whatever the question is called. */
async function enter(form: IntakePage, answers: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(answers)) {
    const controls = root(form).querySelectorAll<HTMLInputElement>(`[name=${name}]:not(slot)`);
    const control = [...controls].find((each) => each.type !== 'radio' || each.value === value);
    if (!control) throw new Error(`no ${name}`);
    if (/radio|checkbox/.test(control.type)) control.checked = true;
    else control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await form.settled();
}

const page: Settings = {
  employer: '[Ñöŕţĥƀöûñð]',
  phone: '(555) 555-0142',
  privacyHref: '/privacy',
  termsHref: '/terms',
  languages: 'es fr',
};

/** Shows the form in every state that a reader meets, with complaints, failures and the receipt. */
export async function everyState(settings: Settings, width: number, look: Look): Promise<void> {
  let before: IntakePage | undefined;
  const open = async (
    more: Settings,
    step?: Parameters<IntakePage['goTo']>[0],
    transport?: FakeTransport,
  ) => {
    before?.element.remove();
    const form = await IntakePage.open({ ...page, ...settings, ...more }, transport);
    before = form;
    form.element.style.cssText = `inline-size: ${width}px`;
    if (step) await form.goTo(step);
    await form.settled();
    return form;
  };
  const filledIn = (...replies: ConstructorParameters<typeof FakeTransport>) =>
    open({ values: answers }, 'review', new FakeTransport(...replies));

  for (const step of ['driving', 'preferences', 'contact'] as const) {
    const form = await open({}, step);
    await look(step, form);
    await goOn(form);
    await look(`${step}, nothing answered`, form);
  }

  const driving = await open({}, 'driving');
  await goOn(driving);
  await enter(driving, { application_type: 'OWNER_OP' });
  await look('driving, one complaint settled', driving);
  await enter(driving, { has_cdl: 'false' });
  await look('driving, no CDL, all complaints settled', driving);

  const contact = await open({}, 'contact');
  await enter(contact, {
    first_name: '5',
    last_name: 'x'.repeat(100),
    phone: '555 01',
    email: 'someone',
    postal_code: '8',
  });
  await goOn(contact);
  await look('contact, answered wrongly', contact);

  const asked = await open({ values: answers }, 'review');
  await look('review', asked);
  await goOn(asked);
  await look('review, terms not accepted', asked);

  const kept = await open({}, 'preferences');
  kept.element.saveDraft = true;
  await enter(kept, { truck_type: 'HOTSHOT' });
  await shows(kept, '#clear');
  await look('kept on the device', kept);
  root(kept).querySelector<HTMLElement>('#clear')?.click();
  await kept.settled();
  await look('cleared from the device', kept);
  await kept.element.clearDraft();

  const send = async (form: IntakePage) => {
    await enter(form, { terms: 'true' });
    await goOn(form);
  };
  const sending = await filledIn(new Promise(() => {}));
  await send(sending);
  await look('sending', sending);
  for (const kind of ['refused', 'invalid'] as const) {
    const failed = await filledIn(new TransportError(kind));
    await send(failed);
    await shows(failed, '[part=failure]');
    await look(kind, failed);
  }
  const waiting = await filledIn(new TransportError('busy', { retryAfterMs: 60_000 }), new Promise(() => {}));
  await send(waiting);
  await shows(waiting, '[part=waiting]');
  await look('waiting', waiting);
  root(waiting).querySelector<HTMLElement>('#primary')?.click();
  await waiting.settled();
  await look('waiting, being tried again', waiting);
  root(waiting).querySelector<HTMLElement>('[part=back-button]')?.click();
  await waiting.settled();

  const received = await filledIn();
  await send(received);
  await shows(received, '[part=receipt]');
  await look('receipt', received);
}
