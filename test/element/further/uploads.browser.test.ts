import { expect } from '@open-wc/testing';
import { render } from 'lit/html.js';
import { afterEach, describe, it } from 'vitest';
import { page } from 'vitest/browser';
import { type FileReply, postTo } from '../../../src/element/fields/further/uploads/post-file.ts';
import { Uploads } from '../../../src/element/fields/further/uploads/uploads.ts';
import { uploadsView } from '../../../src/element/fields/further/uploads/uploads-view.ts';
import { en } from '../../../src/locales/en.ts';
import { soon } from '../intake.page.ts';
import { fileOf } from './further.page.ts';

type Reply = FileReply | 'no answer';

const taken: Reply = { status: 202 };

const places: Element[] = [];

/** Files that are sent to somebody who answers as told, in order; then takes them. What a reader sees of it. */
function send(names: readonly string[], ...replies: Reply[]) {
  const place = document.body.appendChild(document.createElement('div'));
  places.push(place);
  const posted: string[] = [];
  const waits: number[] = [];
  const uploads: Uploads = new Uploads({
    files: names.map((name) => fileOf(name)),
    post: async (file, onProgress) => {
      posted.push(file.name);
      onProgress(0.5);
      const reply = replies.shift() ?? taken;
      if (reply === 'no answer') throw new TypeError('failed');
      return reply;
    },
    onChange: () => render(uploadsView(uploads, en), place),
    wait: async (ms) => void waits.push(ms),
  });
  return { uploads, posted, waits, seen: page.elementLocator(place) };
}

const states = (uploads: Uploads) => uploads.all.map(({ status }) => status);

afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

describe('files of an accepted application', () => {
  it('are sent one after another, and the reader is told when all are there', async () => {
    const { uploads, posted, seen } = send(['a.pdf', 'b.pdf']);
    expect(uploads.isPending).to.equal(true);
    await uploads.start();
    expect(posted).to.deep.equal(['a.pdf', 'b.pdf']);
    expect(uploads.isPending).to.equal(false);
    await expect(seen.getByRole('status').element().textContent).to.equal('We have all 2 files.');
    expect(seen.getByText('Received').elements()).to.have.length(2);
  });

  it('show how far they are', async () => {
    let arrive: (reply: FileReply) => void = () => {};
    const place = document.body.appendChild(document.createElement('div'));
    places.push(place);
    const uploads: Uploads = new Uploads({
      files: [fileOf('a.pdf'), fileOf('b.pdf')],
      post: (_file, onProgress) =>
        new Promise((resolve) => {
          arrive = resolve;
          onProgress(0.25);
        }),
      onChange: () => render(uploadsView(uploads, en), place),
    });
    const done = uploads.start();
    const seen = page.elementLocator(place);
    expect(seen.getByRole('progressbar', { name: 'a.pdf' }).element()).to.have.property('value', 0.25);
    expect(seen.getByText('Waiting').elements()).to.have.length(1);
    expect(seen.getByRole('status').element().textContent).to.equal(
      'Sending your 2 files. Keep this page open until we have them.',
    );
    await expect(place).to.be.accessible();
    arrive({ status: 202 });
    await soon(() => expect(states(uploads)).to.deep.equal(['sent', 'sending']));
    arrive({ status: 202 });
    await done;
  });

  it('are tried again by themselves, later each time, or when the server says', async () => {
    const { uploads, posted, waits } = send(
      ['a.pdf'],
      'no answer',
      { status: 503 },
      { status: 429, retryAfterMs: 5000 },
    );
    await uploads.start();
    expect(posted).to.have.length(4);
    expect(waits).to.deep.equal([1000, 2000, 5000]);
    expect(states(uploads)).to.deep.equal(['sent']);
  });

  it('that did not get through are tried again when the reader asks, and only they', async () => {
    const { uploads, posted, seen } = send(['a.pdf', 'b.pdf'], ...Array<Reply>(4).fill('no answer'));
    await uploads.start();
    expect(states(uploads)).to.deep.equal(['failed', 'sent']);
    expect(seen.getByRole('status').element().textContent).to.equal('One file has not reached us.');
    expect(uploads.isPending).to.equal(true);
    await seen.getByRole('button', { name: 'Try again' }).click();
    await soon(() => expect(states(uploads)).to.deep.equal(['sent', 'sent']));
    expect(posted.at(-1)).to.equal('a.pdf');
    expect(seen.getByRole('button').elements()).to.have.length(0);
  });

  it('are tried again when the network comes back', async () => {
    const { uploads } = send(['a.pdf'], ...Array<Reply>(4).fill('no answer'));
    await uploads.start();
    dispatchEvent(new Event('online'));
    await soon(() => expect(states(uploads)).to.deep.equal(['sent']));
  });

  it('that are not taken stay so, and hold nothing up', async () => {
    const { uploads, posted, seen } = send(['a.pdf', 'b.pdf', 'c.pdf'], { status: 422 }, { status: 409 });
    await uploads.start();
    uploads.retry();
    expect(states(uploads)).to.deep.equal(['refused', 'refused', 'sent']);
    expect(posted).to.have.length(3);
    expect(uploads.isPending).to.equal(false);
    expect(seen.getByText(/This file was not taken/).elements()).to.have.length(2);
    expect(seen.getByRole('status').element().textContent).to.equal('2 files have not reached us.');
  });

  it('are let go of', async () => {
    const { uploads, posted } = send(['a.pdf', 'b.pdf'], 'no answer');
    const done = uploads.start();
    uploads.stop();
    await done;
    dispatchEvent(new Event('online'));
    expect(posted).to.deep.equal(['a.pdf']);
    expect(uploads.isPending).to.equal(false);
  });
});

describe('a file that is posted', () => {
  const never = new AbortController().signal;

  it('gets the status that there is at the address', async () => {
    const reply = await postTo('/no/such/address')(fileOf('a.pdf'), () => {}, never);
    expect(reply.status).to.be.within(400, 499);
  });

  it('rejects where nobody answers, and when it is called off', async () => {
    const failed = await postTo('http://127.0.0.1:9/')(fileOf('a.pdf'), () => {}, never).catch(String);
    expect(failed).to.equal('Error: error');
    const life = new AbortController();
    const aborted = postTo('/')(fileOf('a.pdf'), () => {}, life.signal).catch(String);
    life.abort();
    expect(await aborted).to.equal('Error: abort');
  });
});
