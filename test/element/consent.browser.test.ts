import { expect } from '@open-wc/testing';
import { describe, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { IntakePage, type Settings } from './intake.page.ts';

async function lastStep(settings: Settings = {}) {
  const form = await IntakePage.open({
    employer: 'Northbound Freight',
    values: {
      application_type: 'COMPANY',
      has_cdl: false,
      driving_preference: 'SOLO',
      truck_type: 'SPRINTER',
      first_name: 'Ann',
      last_name: 'Lee',
      phone: '7203401313',
      email: 'ann@example.com',
      postal_code: '80207',
    },
    ...settings,
  });
  form.element.goToStep('address');
  await form.settled();
  return form;
}

const shownText = (form: IntakePage) => form.consent().element().closest('label')?.textContent?.trim() ?? '';

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

describe('the consent to text messages', () => {
  it('starts unticked, names the carrier, and says what a carrier must say', async () => {
    const form = await lastStep();
    expect(form.consent().element()).to.have.property('checked', false);
    const text = shownText(form);
    for (const needed of [
      'Northbound Freight',
      'frequency varies',
      'rates may apply',
      'STOP',
      'HELP',
      'without',
    ]) {
      expect(text).to.include(needed);
    }
  });

  it('is not needed to apply, and is recorded as declined', async () => {
    const form = await lastStep();
    const text = shownText(form);
    await form.press('Send application');
    const [consent] = form.transport.submissions[0]?.consents ?? [];
    expect(consent).to.include({
      document: 'sms',
      granted: false,
      language: 'en',
      textSha256: await hash(text),
    });
  });

  it('is recorded with the hash of the very text shown, in its language', async () => {
    const form = await lastStep({ locale: 'es' });
    const text = shownText(form);
    expect(text).to.match(/^Sí, Northbound Freight puede/);
    await userEvent.click(form.consent());
    await form.press('Enviar solicitud');
    const [submission] = form.transport.submissions;
    expect(submission?.language).to.equal('es');
    expect(submission?.consents[0]).to.include({
      granted: true,
      language: 'es',
      textSha256: await hash(text),
    });
  });

  it('stays what was read when the box was ticked, whatever language the form is in later', async () => {
    const form = await lastStep();
    const text = shownText(form);
    await userEvent.click(form.consent());
    form.element.locale = 'es';
    await form.inLanguage('es');
    expect(form.consent().element()).to.have.property('checked', true);
    await form.press('Enviar solicitud');
    expect(form.transport.submissions[0]?.consents[0]).to.include({
      language: 'en',
      textSha256: await hash(text),
    });
  });
});
