import SignaturePad, { type PointGroup } from 'signature_pad';

/** A drawing, stroke by stroke. */
export type Strokes = readonly PointGroup[];

/** A place to draw in. */
export interface Pad {
  /** Shows a drawing in place of whatever is there. */
  show(strokes: Strokes): void;
}

/** Ink and paper, whatever the colours of the page: the drawing is looked at elsewhere. */
const colours = { penColor: '#10182b', backgroundColor: '#fff' };

/** Makes a canvas a place to draw in. `onDrawn` is told of each stroke that the reader adds. */
export function openPad(canvas: HTMLCanvasElement, onDrawn: (strokes: Strokes, file: File) => void): Pad {
  const pad = new SignaturePad(canvas, { ...colours, minWidth: 1, maxWidth: 3 });
  let strokes: Strokes = [];

  const show = () => {
    if (strokes.length) pad.fromData([...strokes]);
    else pad.clear();
  };
  /** As many dots as the screen has: a canvas that is shown larger than it is blurs. */
  const sharpen = () => {
    const ratio = Math.max(1, devicePixelRatio);
    const { offsetWidth, offsetHeight } = canvas;
    if (!offsetWidth || canvas.width === Math.round(offsetWidth * ratio)) return;
    canvas.width = Math.round(offsetWidth * ratio);
    canvas.height = Math.round(offsetHeight * ratio);
    canvas.getContext('2d')?.scale(ratio, ratio);
    show();
  };

  pad.addEventListener('endStroke', async () => {
    // A copy: the pad goes on writing into its own.
    strokes = [...pad.toData()];
    const file = await pictureOf(canvas);
    if (file) onDrawn(strokes, file);
  });
  sharpen();
  new ResizeObserver(sharpen).observe(canvas);

  return {
    show(given) {
      if (given === strokes) return;
      strokes = given;
      show();
    },
  };
}

function pictureOf(canvas: HTMLCanvasElement): Promise<File | undefined> {
  return new Promise((resolve) => {
    canvas.toBlob(
      (blob) => resolve(blob ? new File([blob], 'signature.png', { type: 'image/png' }) : undefined),
      'image/png',
    );
  });
}
