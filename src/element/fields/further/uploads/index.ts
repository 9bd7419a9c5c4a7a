import type { Messages } from '../../../../locales/messages.ts';
import { filesUrl, type PostFile, postTo } from './post-file.ts';
import { Uploads, type UploadsOptions } from './uploads.ts';
import { uploadsView } from './uploads-view.ts';

/** The files of an application, and whereto they go. */
export interface FilesToSend extends Pick<UploadsOptions, 'files' | 'onChange'> {
  /** The id of the application, which has been accepted. */
  readonly id: string;
  /** The proxy's base URL. */
  readonly endpoint: string;
  /** Default: posts them there. */
  readonly post?: PostFile;
}

/** Files on their way. */
export interface FilesSent {
  /** Whether some would be lost if the page were left now. */
  readonly isPending: boolean;
  /** Settles when nothing is on its way any more: with whether all have arrived that are taken. */
  readonly settled: Promise<boolean>;
  /** For the receipt. */
  view(messages: Messages): unknown;
  /** Ends everything here. */
  stop(): void;
}

/** Sends the files of an application once it has been accepted. */
export function sendFiles({ id, endpoint, post, ...given }: FilesToSend): FilesSent {
  const uploads = new Uploads({ ...given, post: post ?? postTo(filesUrl(endpoint, id)) });
  const settled = uploads.start().then(() => !uploads.isPending);
  return {
    get isPending() {
      return uploads.isPending;
    },
    settled,
    view: (messages) => uploadsView(uploads, messages),
    stop: () => uploads.stop(),
  };
}
