import { expect } from '@open-wc/testing';
import { beforeEach, describe, it } from 'vitest';
import { TransportError } from '../../../src/transport/transport.ts';
import { clearDevice } from '../../device/on-device.ts';
import { FakeTransport } from '../fake-transport.ts';
import { soon } from '../intake.page.ts';
import { FurtherPage, fileOf } from './further.page.ts';

/** Somebody who answers that there is no such address, which to a file is a refusal. */
const endpoint = location.origin;

const received = 'We have your application, José';

/** A form with a file, about to be sent. */
async function openWithFile(transport = new FakeTransport()): Promise<FurtherPage> {
  const page = await FurtherPage.openFilledIn('papers', { endpoint, transport });
  await page.choose('Photos of your license', fileOf('cdl.pdf'));
  await page.goOn();
  return page;
}

/** The requests that took files to an application. */
const sentTo = (id: string | undefined) =>
  performance
    .getEntriesByType('resource')
    .filter(({ name }) => name === `${endpoint}/v1/applications/${id}/files`);

beforeEach(clearDevice);

describe('files', () => {
  it('follow an application that was accepted, and the receipt tells of them', async () => {
    const transport = new FakeTransport();
    const page = await openWithFile(transport);
    await page.form.press('Send application');
    await page.form.shows(received);
    const files = page.root.getByRole('region', { name: 'Your files' });
    await soon(() => expect(files.getByText(/This file was not taken/).elements()).to.have.length(1));
    expect(sentTo(transport.submissions[0]?.id)).to.have.length(1);
    await expect(page.form.element).to.be.accessible();
  });

  it('of an application that has to wait go out with it', async () => {
    const transport = new FakeTransport(new TransportError('busy', { retryAfterMs: 60_000 }));
    const page = await openWithFile(transport);
    await page.form.press('Send application');
    await page.form.shows('Saved, and not sent yet');
    const id = transport.submissions[0]?.id;
    expect(sentTo(id)).to.have.length(0);
    await page.form.press('Try now');
    await page.form.shows(received);
    expect(sentTo(id)).to.have.length(1);
  });

  it('are let go of when the form begins anew', async () => {
    const page = await openWithFile();
    await page.form.press('Send application');
    await page.form.shows(received);
    page.form.element.reset();
    page.form.element.goToStep('papers');
    await page.form.settled();
    expect(page.listed('Photos of your license')).to.deep.equal([]);
  });
});
