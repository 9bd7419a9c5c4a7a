import { fileLimits } from './file-limits.ts';

/** Enough for the small print of a licence that fills the picture. */
const longestSide = 3000;

/**
 * A photograph that is larger than a file may be, made smaller: the cameras of phones take such, and nobody can be asked
 * to do it by hand. Any other file as it is, and so what is no picture after all: that it is too large is said then.
 */
export async function fitPicture(file: File): Promise<File> {
  if (file.size <= fileLimits.maxFileBytes || !/^image\/(jpeg|png)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    const name = `${file.name.replace(/\.\w+$/, '')}.jpg`;
    return blob ? new File([blob], name, { type: blob.type }) : file;
  } catch {
    return file;
  }
}
