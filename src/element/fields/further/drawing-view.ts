import { html } from 'lit/html.js';
import { drawingMessagesOf } from '../../../locales/further/drawing-messages-of.ts';
import { drawn } from './drawn.ts';
import type { FurtherFieldProps } from './further-kind.ts';
import { redraw } from './host.ts';
import { openPad, type Pad, type Strokes } from './pad.ts';

/** What has been drawn, and what was there before it was cleared. */
interface Drawing {
  readonly strokes: Strokes;
  readonly file?: File;
  readonly before?: Drawing;
}

const empty: Drawing = { strokes: [] };

/** The pads of the canvases on the page. */
const pads = new WeakMap<Element, Pad>();

/** A place to draw a signature in, which takes focus when it appears. What is drawn goes along as a picture. */
export function drawingView({ id, further }: FurtherFieldProps) {
  const { messages, aside, setAside } = further;
  const words = drawingMessagesOf(messages.language);
  const drawing = (aside('drawn') ?? empty) as Drawing;
  const { strokes, file, before } = drawing;

  const keep = (node: EventTarget | null, changed: Drawing) => {
    setAside('drawn', changed);
    // Under this name the form finds the files of signatures.
    setAside('drawing', changed.file);
    redraw(node);
  };
  const show = (canvas: Element) => {
    const draw = (lines: Strokes, picture: File) => {
      // The picture takes a moment. The reader may have begun anew meanwhile.
      if (aside('pad')) keep(canvas, { strokes: lines, file: picture });
    };
    const pad = pads.get(canvas) ?? openPad(canvas as HTMLCanvasElement, draw);
    pads.set(canvas, pad);
    pad.show(strokes);
  };
  const button = (text: string, changed: Drawing) =>
    html`<button class="quiet" part="undo-button" type="button"
      @click=${(event: Event) => keep(event.currentTarget, changed)}>${text}</button>`;
  const undo = before && button(messages.words.undo, before);
  return html`<div class="pad" part="drawing" id=${`${id}:drawing`} role="group" tabindex="-1" aria-label=${words.drawing}>
    <p class="hint">${words.drawHow}</p>
    <canvas class="paper" role="img" aria-label=${words.drawing} ${drawn(show)}></canvas>
    <p class="undo"><span role="status">${before ? words.erased : ''}</span>
      ${undo ?? (file && button(words.erase, { ...empty, before: drawing }))}</p>
  </div>`;
}
