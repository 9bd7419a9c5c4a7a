import { html, nothing } from 'lit/html.js';
import { issueText } from '../../../locales/text-of.ts';
import { icon } from '../../parts/icon.ts';
import { drawn } from './drawn.ts';
import { fileTypes, judgeFile } from './file-limits.ts';
import type { FurtherFieldProps } from './further-kind.ts';
import { sizeText } from './size-text.ts';
import { paint } from './thumbnail.ts';

/** The files chosen, each with what is wrong with it. */
export function fileList(
  { label, field, path, further }: FurtherFieldProps,
  files: readonly File[],
  remove: (file: File, event: Event) => void,
) {
  if (!files.length) return nothing;
  const { messages } = further;
  const item = (file: File) => {
    const wrong = judgeFile(file);
    return html`<li class=${wrong ? 'file bad' : 'file'} part="file">
      ${preview(file)}
      <span class="about"><span class="name">${file.name}</span>
        <span class="hint">${sizeText(file.size, messages.language)}</span>
        ${wrong && html`<span class="error">${icon.warning}${issueText(messages, field, { path, ...wrong })}</span>`}</span>
      <button class="quiet" part="remove-button" type="button" @click=${(event: Event) => remove(file, event)}
        >${messages.further?.remove}<span class="hidden"> ${file.name}</span></button>
    </li>`;
  };
  return html`<ul class="files" aria-label=${label}>${files.map(item)}</ul>`;
}

const extensionOf = ({ name }: File) => /\.(\w{1,4})$/.exec(name)?.[1]?.toUpperCase() ?? '?';

/** A picture, or what kind of file it is. */
function preview(file: File) {
  return /^image\/(jpeg|png)$/.test(file.type)
    ? html`<canvas class="preview" width="96" height="96" aria-hidden="true" ${drawn((canvas) =>
        paint(canvas as HTMLCanvasElement, file),
      )}></canvas>`
    : html`<span class="preview" aria-hidden="true">${fileTypes[file.type] ?? extensionOf(file)}</span>`;
}
