import type { JudgeOther } from '../../../form/form-state.ts';
import type { Issue } from '../../../model/issue.ts';

/** What the proxy takes unless it has been told otherwise. The last word is its own. */
export const fileLimits = { maxFiles: 5, maxFileBytes: 5_242_880, maxTotalBytes: 15_728_640 };

/** The kinds of files that it takes. */
export const fileTypes: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
};

/** The names of these kinds, as the proxy lists them. */
export const typeNames = Object.values(fileTypes).join(', ');

type Wrong = Pick<Issue, 'code' | 'params'> | undefined;

const mb = (bytes: number) => Math.round(bytes / 104_857.6) / 10;

/** What is wrong with one file. Of some files a browser does not know the type: then their name tells. */
export function judgeFile({ name, type, size }: File): Wrong {
  if (!(type ? type in fileTypes : /\.(pdf|jpe?g|png)$/i.test(name))) {
    return { code: 'file_type', params: { types: typeNames } };
  }
  if (size === 0) return { code: 'file_empty', params: {} };
  const { maxFileBytes } = fileLimits;
  return size > maxFileBytes ? { code: 'file_too_large', params: { mb: mb(maxFileBytes) } } : undefined;
}

/** What is wrong with the files of a field together; what comes before them goes along first. */
export function judgeTogether(own: number | undefined, files: readonly File[], all: readonly File[]): Wrong {
  const { maxFiles, maxTotalBytes } = fileLimits;
  const upToHere = all.slice(0, all.lastIndexOf(files.at(-1) as File) + 1);
  const max = Math.min(own ?? maxFiles, maxFiles);
  if (files.length > max || upToHere.length > maxFiles) return { code: 'too_many_files', params: { max } };
  const bytes = upToHere.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= maxTotalBytes) return undefined;
  return { code: 'file_too_large', params: { mb: mb(maxTotalBytes), part: 'all' } };
}

/** What is wrong with the files chosen for a field: the first thing. */
export const judgeFiles: JudgeOther = (field, value, all) => {
  const files = value as readonly File[];
  const own = field.kind === 'file' ? field.maxFiles : undefined;
  return files.map(judgeFile).find(Boolean) ?? judgeTogether(own, files, all);
};
