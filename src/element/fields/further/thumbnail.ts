/** The file that a canvas shows. */
const shown = new WeakMap<Element, File>();

/** Large photographs are taken apart one after another: several at a time are too much for a phone. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Paints a picture's file onto a canvas, cut to its shape. No address is made for the file, so no page's policy has to
 * allow one, and there is none to give back.
 */
export function paint(canvas: HTMLCanvasElement, file: File): void {
  if (shown.get(canvas) === file) return;
  shown.set(canvas, file);
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
  turn = turn
    .then(() => draw(canvas, file))
    .catch(() => {
      // Not a picture after all, whatever its name is. The proxy will say so.
    });
}

async function draw(canvas: HTMLCanvasElement, file: File): Promise<void> {
  if (shown.get(canvas) !== file || !canvas.isConnected) return;
  const picture = await createImageBitmap(file);
  const side = Math.min(picture.width, picture.height);
  if (shown.get(canvas) === file) {
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    const context = canvas.getContext('2d');
    context?.drawImage(picture, left, top, side, side, 0, 0, canvas.width, canvas.height);
  }
  picture.close();
}
