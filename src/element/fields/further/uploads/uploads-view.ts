import { html } from 'lit/html.js';
import { uploadMessagesOf } from '../../../../locales/further/upload-messages-of.ts';
import type { Messages } from '../../../../locales/messages.ts';
import { fill } from '../../../../locales/text-of.ts';
import { draw, icon } from '../../../parts/icon.ts';
import { sizeText } from '../size-text.ts';
import type { Upload, Uploads } from './uploads.ts';

const sheet = draw('M6 3h8l4 4v14H6zm8 0v4h4');

/** What becomes of the files of an application that has been accepted. */
export function uploadsView(uploads: Uploads, messages: Messages) {
  const words = uploadMessagesOf(messages.language);
  const { language } = messages;
  const { all } = uploads;
  const busy = all.some(({ status }) => status === 'waiting' || status === 'sending');
  const missing = all.filter(({ status }) => status === 'failed' || status === 'refused');
  const news = busy
    ? fill(words.sendingFiles, { count: all.length }, language)
    : missing.length
      ? fill(words.failedFiles, { count: missing.length }, language)
      : fill(words.sentFiles, { count: all.length }, language);

  const state = ({ file, status, progress }: Upload) => {
    if (status === 'waiting') return html`<span class="hint">${words.fileWaits}</span>`;
    if (status === 'sending')
      return html`<progress max="1" value=${progress} aria-label=${file.name}></progress>`;
    if (status === 'sent') return html`<span class="settled">${icon.check}${words.fileSent}</span>`;
    const text = status === 'failed' ? words.fileFailed : words.fileRefused;
    return html`<span class="error">${icon.warning}${text}</span>`;
  };
  const item = (upload: Upload) =>
    html`<li class="file" part="file"><span class="preview">${sheet}</span><span class="about"
      ><span class="name">${upload.file.name}</span> <span class="hint">${sizeText(upload.file.size, language)}</span>
      ${state(upload)}</span></li>`;
  return html`<section class="uploads" part="uploads" aria-labelledby="files">
    <h3 id="files">${words.files}</h3>
    <p role="status">${news}</p>
    <ul class="files">${all.map(item)}</ul>
    ${
      all.some(({ status }) => status === 'failed')
        ? html`<button class="back" part="retry-button" type="button" @click=${() => uploads.retry()}>${messages.words.retry}</button>`
        : ''
    }
  </section>`;
}
