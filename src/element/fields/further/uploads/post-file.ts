import { applicationFilesPath } from '../../../../protocol/paths.ts';

/** Where the files of an application go. `endpoint` is the proxy's base URL. */
export const filesUrl = (endpoint: string, id: string): string =>
  endpoint.replace(/\/+$/, '') + applicationFilesPath(id);

/** The proxy's answer to a file. */
export interface FileReply {
  readonly status: number;
  /** How long it asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Sends one file. Tells how much of it is gone, from 0 to 1; rejects when no answer came. */
export type PostFile = (
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
) => Promise<FileReply>;

/**
 * How long nothing may move, in milliseconds. Where the signal is bad a photograph takes minutes, and the proxy waits for
 * what is still coming; once all is sent, some of it may be on its way from the phone for a while yet.
 */
const timeoutMs = 75_000;

/**
 * Posts files to an address, each as a form of its own. By `XMLHttpRequest`, which every browser lets tell of its
 * progress; `fetch` does so in some, over HTTP/2 alone. To a page's policy both are connections.
 */
export const postTo =
  (url: string): PostFile =>
  (file, onProgress, signal) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', url);
      const begun = performance.now();
      request.timeout = timeoutMs;
      request.upload.onprogress = ({ loaded, total }) => {
        // Counted from the beginning, whenever it is set (XMLHttpRequest standard, "The timeout getter and setter").
        request.timeout = performance.now() - begun + timeoutMs;
        onProgress(total ? loaded / total : 0);
      };
      request.onload = () => {
        const seconds = Number(request.getResponseHeader('retry-after'));
        resolve({ status: request.status, ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) });
      };
      request.onerror = request.ontimeout = request.onabort = ({ type }) => reject(new Error(type));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      const form = new FormData();
      form.append('files', file, file.name);
      request.send(form);
    });
