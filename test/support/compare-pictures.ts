import type { Browser } from 'playwright-core';

export interface Difference {
  /** How many pixels differ. */
  readonly pixels: number;
  /** By how much of 255 one of them does at most, in one of its colours. */
  readonly most: number;
}

/** Compares two pictures, PNG in base64, pixel by pixel; those of different sizes differ in everything. */
export async function comparePictures(browser: Browser, one: string, other: string): Promise<Difference> {
  if (one === other) return { pixels: 0, most: 0 };
  const page = await browser.newPage();
  const difference = await page.evaluate(
    async (pictures) => {
      const [some, others] = await Promise.all(
        pictures.map(async (picture) => {
          const bitmap = await createImageBitmap(
            await (await fetch(`data:image/png;base64,${picture}`)).blob(),
          );
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (!some || some.width !== others?.width || some.height !== others.height) {
        return { pixels: Number.POSITIVE_INFINITY, most: 255 };
      }
      const pixels = new Set<number>();
      let most = 0;
      for (const [index, value] of some.data.entries()) {
        const by = Math.abs(value - (others.data[index] ?? 0));
        if (by) pixels.add(index >> 2);
        most = Math.max(most, by);
      }
      return { pixels: pixels.size, most };
    },
    [one, other],
  );
  await page.close();
  return difference;
}
