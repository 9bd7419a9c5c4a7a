import type { Checkpoints, Receipt } from '../connectors/connector.ts';
import type { Submission } from '../model/submission.ts';
import type { DeliveryState, LeasedDelivery, StoredFile } from './delivery.ts';
import type { Subject } from './subject.ts';
import type { Unreadable } from './unreadable.ts';

/**
 * Keeps submissions, their files and the deliveries they are owed. Every method resolves only after what it did is on stable
 * storage, and does all of it or nothing. Every method rejects with {@link StoreUnavailable} when storage fails.
 */
export interface DeliveryStore {
  /** Milliseconds since 1970 by the clock that all processes share which use this store. */
  now(): number;

  /**
   * How often a worker looks though nothing is known to fall due, in milliseconds: where several processes share the
   * store, another may have added something. Default: once a minute.
   */
  readonly lookEveryMs?: number;

  /**
   * Stores a submission with one delivery for each destination, optional ones included, or says what is there under its id already. Its `review`
   * is kept with it and is no part of the content: a repetition with another one is the same, and the first one stays.
   */
  add(submission: Submission, options: AddOptions): Promise<Added>;

  /**
   * Uses up a token that is good for one submission, and remembers that until the token expires. False when it has been
   * used for another submission; for the same one it may be used again, since senders repeat what got no answer.
   */
  spend(token: string, options: SpendOptions): Promise<boolean>;

  /**
   * Stores files with an application, all of them or none. One whose content the application has already is passed
   * over, so that an upload can be repeated. A name that is taken gets a number: `cdl.pdf`, `cdl (2).pdf`. What is
   * delivered is queued again, due `now`, if a file is new; it is owed since `now` then.
   */
  addFiles(applicationId: string, files: readonly NewFile[], options: AddFilesOptions): Promise<FilesAdded>;

  /**
   * The content of a file, or undefined when there is none with this id or its content has been deleted. Rejects with
   * {@link Unreadable} when it is there and cannot be opened.
   */
  readFile(fileId: string): Promise<Uint8Array | undefined>;

  /**
   * Deletes the contents of files that came before `receivedBefore`, in milliseconds since 1970, and whose
   * applications are delivered everywhere; what else is known of them stays. A few at a time, oldest first: returns
   * how many, and is to be called again until that is none.
   */
  deleteFileContents(options: { readonly receivedBefore: number }): Promise<number>;

  /** The application with this id, or undefined. */
  find(id: string): Promise<StoredApplication | undefined>;

  /**
   * Takes up to `limit` deliveries that are due, and counts one attempt for each: those that are queued, oldest due
   * first, then those that were postponed to come last, then those in attention whose recheck has come. One whose content
   * cannot be opened goes to attention, and another takes its place. Never two with
   * one serial key at a time, whichever process leased them. Leases that have run out are queued again, due at
   * `lapsedDueAt`; but not those of `underWay`, which the caller still works on: a clock that leaps forward ends no work.
   */
  lease(options: LeaseOptions): Promise<LeasedDelivery[]>;

  /**
   * Undoes a lease of which nothing has come yet: the delivery is queued, due as it was, and the attempt does not
   * count. False, and nothing changed, when the lease is no longer this attempt's.
   */
  release(delivery: LeasedDelivery): Promise<boolean>;

  /** Puts off the end of a lease until `until`, in milliseconds since 1970. False as above. */
  renew(delivery: LeasedDelivery, until: number): Promise<boolean>;

  /** Adds to the checkpoints. False as above. */
  record(delivery: LeasedDelivery, checkpoints: Checkpoints): Promise<boolean>;

  /**
   * Records the receipt. The delivery is delivered, or queued again at once when a file has come that this attempt
   * did not know of. False as above.
   */
  complete(delivery: LeasedDelivery, receipt: Receipt): Promise<boolean>;

  /** Gives the delivery back. False as above. */
  postpone(delivery: LeasedDelivery, next: Postponement): Promise<boolean>;

  /** Sets the delivery aside for a person, until `recheckAt` if that is given. False as above. */
  bury(delivery: LeasedDelivery, reason: SettingAside): Promise<boolean>;

  /** When the next delivery falls due, the next recheck comes or the next lease runs out; undefined when none does. */
  nextDueAt(destination: string): Promise<number | undefined>;

  /**
   * To be called by a process that starts, before its first lease, and when the clock was put back, while it has nothing
   * under way: queues what has been set aside, due `now` or, where it is unsettled, at `leasedDueAt`. What waits for
   * longer than until `leasedDueAt` becomes due then: a start often follows a repair, and a clock that went ahead must
   * hide nothing. In a store that one process at a time uses, what an earlier process had leased is queued as well, due
   * at `leasedDueAt`, and so is what it had left unsettled, since its clock may have been another; where several share a
   * store, that may be another's, and is left to run out.
   */
  resume(options: ResumeOptions): Promise<void>;

  /**
   * Since when the oldest delivery has been owed that is queued or leased, in milliseconds since 1970; undefined when
   * there is none. May be a little off where many that are delivered have just been queued again for a file.
   */
  oldestOwedSince(destination: string): Promise<number | undefined>;

  /** How many deliveries there are by state: to one destination, or to all of them. */
  counts(destination?: string): Promise<Readonly<Record<DeliveryState['state'], number>>>;

  /** Resolves when the store can be written to. */
  ping(): Promise<void>;

  close(): Promise<void>;
}

export interface AddOptions {
  readonly destinations: readonly string[];
  /** Further destinations, which say nothing of how the application stands. Default: none. */
  readonly optional?: readonly string[];
  /** Deliveries with one key take turns. Null: takes none. */
  readonly serialKey: string | null;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** By what operators find the application again; a store keeps no more of it than hashes. Default: by nothing. */
  readonly subject?: Subject;
}

export interface SpendOptions {
  /** What it is used for. */
  readonly submissionId: string;
  /** From when on nobody takes the token any more, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface LeaseOptions {
  readonly destination: string;
  readonly limit: number;
  readonly now: number;
  /** When the leases run out, in milliseconds since 1970. */
  readonly until: number;
  /** The ids of the submissions whose deliveries the caller still works on. Default: none. */
  readonly underWay?: ReadonlySet<string>;
  /** When a delivery is tried again whose lease has run out, in milliseconds since 1970. Default: `now`. */
  readonly lapsedDueAt?: number;
  /** How many rechecks that are due come before what is queued. Default: none. */
  readonly rechecksFirst?: number;
  /**
   * How many of those that have never been tried come before the rest, newest first: in a long backlog the newest
   * applicant is worth most. Default: none.
   */
  readonly newestFirst?: number;
}

export interface ResumeOptions {
  /** Milliseconds since 1970, as is the next. */
  readonly now: number;
  readonly leasedDueAt: number;
  /** Whose deliveries. Default: those of every destination. */
  readonly destination?: string;
}

export interface Postponement {
  /** When it is tried again, in milliseconds since 1970. */
  readonly dueAt: number;
  readonly error: string;
  /** It comes after all others that are due then. Default: false. */
  readonly last?: boolean;
  /**
   * What the attempt set going may be under way until then, so nobody else gets its serial key; as with a lease that
   * has run out. Default: false.
   */
  readonly unsettled?: boolean;
}

export interface SettingAside {
  readonly error: string;
  /** When it is tried again without a person, in milliseconds since 1970. Default: never. */
  readonly recheckAt?: number | undefined;
  /** What the attempt set going may be under way until then, in milliseconds since 1970. Default: nothing is. */
  readonly unsettledUntil?: number | undefined;
}

/** A file as it is stored. */
export interface NewFile {
  /** Without a path. */
  readonly name: string;
  /** What its content says, such as `application/pdf`. */
  readonly type: string;
  /** In hexadecimal. Of two files of an application with the same sum, one is kept. */
  readonly sha256: string;
  readonly content: Uint8Array;
}

export interface AddFilesOptions {
  /** How many files an application may have. */
  readonly maxFiles: number;
  /** How large they may be together, in bytes. */
  readonly maxTotalBytes: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * `added`: the application has these files now, or had them already. `unknown`: there is no such application.
 * `too-many`, `too-large`: with these files it would go over a limit; none of them was stored.
 */
export interface FilesAdded {
  readonly outcome: 'added' | 'unknown' | 'too-many' | 'too-large';
  /** All that the application has now, in the order received. */
  readonly files: readonly StoredFile[];
}

/** `added`: stored now. `same`: was there with the same content. `different`: was there with other content. */
export interface Added {
  readonly outcome: 'added' | 'same' | 'different';
  readonly application: StoredApplication;
}

export interface StoredApplication {
  readonly id: string;
  readonly reference: string;
  readonly receivedAt: number;
  /** In the order received. */
  readonly files: readonly StoredFile[];
  readonly deliveries: readonly DeliveryState[];
}

/** How many contents of files a store deletes at a time. */
export const contentsAtOnce = 20;

/** Storage cannot be read or written: full, read-only, broken, locked. Nothing was half-stored. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super('The storage is unavailable', { cause });
  }
}
