import { html, nothing } from 'lit/html.js';
import { fill, issueText } from '../../../locales/text-of.ts';
import type { FileField } from '../../../model/definition.ts';
import { describedBy, fieldFrame } from '../../parts/field-frame.ts';
import { draw } from '../../parts/icon.ts';
import { fileLimits, fileTypes, judgeFiles, judgeTogether, typeNames } from './file-limits.ts';
import { fileList } from './file-list.ts';
import { fitPicture } from './fit-picture.ts';
import type { FurtherFieldProps, FurtherKind } from './further-kind.ts';
import { focusOn } from './host.ts';

const camera = draw('M4 8h3.5L9 5.5h6L16.5 8H20v11H4zm8 1.75a3.25 3.25 0 1 0 0 6.5 3.25 3.25 0 1 0 0-6.5');
const clip = draw('M12 15V4m-4.5 4.5L12 4l4.5 4.5M4 15v5h16v-5');

/** Files that go along with the application, by way of the system's own dialogue, the camera, or the mouse. */
export const fileField: FurtherKind = {
  draw: (props) => (props.field.kind === 'file' ? drawFiles(props, props.field) : html``),
  // What is chosen is added to what was chosen before; nothing can be read off the control.
  read: () => undefined,
  write: () => {},
  say: (value) =>
    filesIn(value)
      .map(({ name }) => name)
      .join('\n'),
  judge: judgeFiles,
};

const filesIn = (value: unknown): readonly File[] => (Array.isArray(value) ? value : []);

/** Whether two entries are the same file, chosen twice. */
const isSame = (one: File, other: File) => one.name === other.name && one.size === other.size;

function drawFiles(props: FurtherFieldProps, field: FileField) {
  const { id, path, complaint, further } = props;
  const { messages } = further;
  const { words, language, further: own } = messages;
  const files = filesIn(further.value);
  const removed = further.aside('removed') as File | undefined;
  const max = Math.min(field.maxFiles ?? fileLimits.maxFiles, fileLimits.maxFiles);
  const many = max > 1;

  const put = (changed: readonly File[], taken?: File) => {
    further.setAside('removed', taken);
    further.set(changed);
  };
  const take = async (given: ArrayLike<File>) => {
    const chosen: File[] = [];
    // One after another: several large photographs at a time are too much for a phone.
    for (const file of Array.from(given)) chosen.push(await fitPicture(file));
    const before = filesIn(further.value);
    const fresh = chosen.filter((file) => !before.some((each) => isSame(each, file)));
    if (fresh.length) put(many ? [...before, ...fresh] : fresh.slice(0, 1));
  };
  const onChange = ({ currentTarget }: Event) => {
    const control = currentTarget as HTMLInputElement;
    void take(control.files ?? []);
    // So that the same file can be chosen again after it was taken away.
    control.value = '';
  };
  const remove = (file: File, event: Event) => {
    put(
      filesIn(further.value).filter((each) => each !== file),
      file,
    );
    focusOn(event.currentTarget, `${id}:undo`);
  };
  const undo = (event: Event) => {
    put(removed ? [...filesIn(further.value), removed] : filesIn(further.value));
    focusOn(event.currentTarget, id);
  };

  // What is wrong with one file stands beside it; what is wrong with all of them is said at once, too.
  const wrong = files.length ? judgeTogether(field.maxFiles, files, further.files) : undefined;
  const text = wrong && issueText(messages, field, { path, ...wrong });
  const said = complaint ?? text;
  const limits = { types: typeNames, mb: fileLimits.maxFileBytes / 1_048_576, max };
  const news = removed
    ? fill(own?.removed ?? '', { what: removed.name })
    : files.length
      ? fill(own?.chosen ?? '', { count: files.length }, language)
      : '';
  const framed = { ...props, complaint: said };
  const control = (own: string, accept: string, live: boolean) =>
    html`<input class="hidden" type="file" id=${own} name=${`${path}:${own}`} accept=${accept} ?multiple=${many && !live}
      capture=${live ? 'environment' : nothing} ?required=${field.required && !files.length}
      aria-invalid=${said ? 'true' : 'false'} aria-describedby=${describedBy(framed)} @change=${onChange}>`;
  return fieldFrame(
    framed,
    html`<div class="drop" @dragover=${onDrag} @dragleave=${onDrag} @drop=${(event: DragEvent) => {
      onDrag(event);
      void take(event.dataTransfer?.files ?? []);
    }}>
        ${control(id, Object.keys(fileTypes).join(), false)}
        <label class="back" part="file-button" for=${id}>${clip}${many ? own?.chooseFiles : own?.chooseFile}</label>
        <span class="mouse">${many ? own?.dropFiles : own?.dropFile}</span>
        ${control(`${id}:photo`, 'image/*', true)}
        <label class="back camera" part="file-button" for=${`${id}:photo`}>${camera}${own?.photo}</label>
        <p class="hint">${fill(many ? (own?.fileLimits ?? '') : (own?.fileLimit ?? ''), limits)}</p>
      </div>
      ${fileList(framed, files, remove)}
      <p class="undo"><span class=${removed ? '' : 'hidden'} role="status">${news}</span>
        ${
          removed &&
          html`<button class="quiet" part="undo-button" id=${`${id}:undo`} type="button" @click=${undo}
            >${words.undo}</button>`
        }</p>`,
    'group',
  );
}

/** Takes files that are dragged here, and shows where. */
function onDrag(event: DragEvent): void {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  (event.currentTarget as Element).classList.toggle('over', event.type === 'dragover');
}
