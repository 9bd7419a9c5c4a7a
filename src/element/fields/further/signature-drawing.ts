import { html, nothing } from 'lit';
import type { FieldProps } from '../field-props.ts';
import type { Pad, Strokes } from './drawing.ts';
import { drawn } from './drawn.ts';
import { fileLimits } from './file-limits.ts';
import { focusOn, redraw } from './host.ts';
import { loadDrawing } from './load-drawing.ts';

/** What has been drawn, and what was there before it was cleared. */
interface Drawing {
  readonly strokes: Strokes;
  readonly file?: File;
  readonly before?: Drawing;
}

const empty: Drawing = { strokes: [] };

/** The pads of the canvases on the page; undefined where drawing does not work. */
const pads = new WeakMap<Element, Promise<Pad | undefined>>();

/**
 * An offer to draw the signature, too, and the place to do so. The name that is typed is what counts, and is the way
 * for everyone who cannot draw or would rather not.
 */
export function signatureDrawing({ id, path, field, further }: FieldProps) {
  const { messages, aside, setAside, files } = further;
  const { words, further: own } = messages;
  const drawing = (aside('drawn') ?? empty) as Drawing;
  const { file, before } = drawing;
  const state = aside('pad') as 'open' | 'failed' | undefined;
  // It is a file among the others, and belongs to no row of a repeater.
  const offered = path === field.key && (file || files.length < fileLimits.maxFiles);
  if (!offered) return nothing;

  const keep = (node: EventTarget | null, changed: Drawing) => {
    setAside('drawn', changed);
    // Under this name the form finds the files of signatures.
    setAside('drawing', changed.file);
    redraw(node);
  };
  const enter = (node: EventTarget | null, next: 'open' | 'failed') => {
    setAside('pad', next);
    redraw(node);
  };
  const load = async (canvas: HTMLCanvasElement) => {
    try {
      const { openPad } = await loadDrawing();
      return openPad(canvas, (strokes, picture) => keep(canvas, { strokes, file: picture }));
    } catch {
      enter(canvas, 'failed');
      return undefined;
    }
  };
  const show = async (canvas: Element) => {
    const pad = pads.get(canvas) ?? load(canvas as HTMLCanvasElement);
    pads.set(canvas, pad);
    (await pad)?.show(drawing.strokes);
  };

  if (state === 'failed') return html`<p class="hint" role="status">${own?.drawNot}</p>`;
  if (state !== 'open') {
    return html`<button class="quiet draw" part="draw-button" type="button" @click=${(event: Event) => {
      enter(event.currentTarget, 'open');
      focusOn(event.currentTarget, `${id}-drawing`);
    }}>${own?.draw}</button>`;
  }
  const button = (text: string | undefined, changed: Drawing) =>
    html`<button class="quiet" part="undo-button" type="button"
      @click=${(event: Event) => keep(event.currentTarget, changed)}>${text}</button>`;
  return html`<div class="pad" part="drawing" id=${`${id}-drawing`} role="group" tabindex="-1" aria-label=${own?.drawing}>
    <p class="hint">${own?.drawHow}</p>
    <canvas class="paper" role="img" aria-label=${own?.drawing} ${drawn(show)}></canvas>
    <p class="undo"><span role="status">${before ? own?.erased : ''}</span>
      ${before ? button(words.undo, before) : file ? button(own?.erase, { ...empty, before: drawing }) : nothing}</p>
  </div>`;
}
