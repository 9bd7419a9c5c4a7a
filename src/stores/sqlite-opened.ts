import type { DatabaseSync } from 'node:sqlite';
import type { Submission } from '../model/submission.ts';
import { Unreadable } from '../queue/unreadable.ts';
import { createEnvelope } from './envelope.ts';
import { folderKeys } from './folder-keys.ts';
import type { Keyring } from './keyring.ts';
import { createSearchHash, type SearchHash } from './search-hash.ts';
import { createApplicationTable } from './sqlite-applications.ts';
import { createFileTable } from './sqlite-files.ts';
import { storedIndexKey } from './sqlite-index-key.ts';

export interface OpenedOptions {
  readonly directory: string;
  /** Default: those in the data folder. */
  readonly keys?: Keyring | undefined;
}

/** What is sealed in a database, for somebody who only reads. */
export interface Opened {
  readonly hash: SearchHash;
  /** The submission of an application that is there and has not been erased. Throws `Unreadable`. */
  submissionOf(id: string): Submission;
  /** The names of the files of an application, by their ids. Throws `Unreadable`. */
  fileNamesOf(id: string): ReadonlyMap<string, string>;
  /** The content of a file, or undefined when it has been deleted. Throws `Unreadable`. */
  contentOf(fileId: string): Uint8Array | undefined;
}

/** Opens what is sealed without making or changing anything. Throws `KeysUnusable` when the keys are not the right ones. */
export function openToRead(database: DatabaseSync, { directory, keys }: OpenedOptions): Opened {
  const envelope = createEnvelope(keys ?? folderKeys(directory, { mayMake: false }));
  const hash = createSearchHash(storedIndexKey(database, envelope));
  const applications = createApplicationTable(database, envelope, hash);
  const files = createFileTable(database, applications.dataKeyOf);
  return {
    hash,
    submissionOf(id) {
      const row = applications.find(id);
      if (!row) throw new Unreadable('damaged');
      return applications.submissionIn(row);
    },
    fileNamesOf: (id) => new Map(files.filesOf(id).map((file) => [file.id, file.name])),
    contentOf: files.contentOf,
  };
}
