import { html, nothing } from 'lit/html.js';
import { fileLimits } from './file-limits.ts';
import type { FurtherFieldProps } from './further-kind.ts';
import { focusOn, redraw } from './host.ts';
import { loadDrawingView } from './load-drawing-view.ts';

/** Draws the place to draw in; undefined until a reader has asked for one. */
let view: ((props: FurtherFieldProps) => unknown) | undefined;

/**
 * An offer to draw the signature, too, and the place to do so. The name that is typed is what counts, and is the way
 * for everyone who cannot draw or would rather not.
 */
export function drawingOffer(props: FurtherFieldProps) {
  const { id, path, field, further } = props;
  const { messages, aside, setAside, files } = further;
  const state = aside('pad');
  // A drawing is a file among the others, and belongs to no row of a repeater.
  if (path !== field.key || (!aside('drawing') && files.length >= fileLimits.maxFiles)) return nothing;
  if (state === 'open' && view) return view(props);

  const open = async ({ currentTarget }: Event) => {
    try {
      view ??= (await loadDrawingView()).drawingView;
      setAside('pad', 'open');
    } catch {
      setAside('pad', 'failed');
    }
    redraw(currentTarget);
    focusOn(currentTarget, `${id}:drawing`);
  };
  return html`<div role="status">${state === 'failed' ? html`<p class="hint">${messages.further?.drawNot}</p>` : ''}</div>
    <button class="quiet draw" part="draw-button" type="button" @click=${open}>${messages.further?.draw}</button>`;
}
