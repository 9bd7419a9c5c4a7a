import type { Answers, FormDefinition } from '../model/definition.ts';
import { type Connection, createOpener, done, transact } from './database.ts';
import { createLine } from './in-line.ts';
import { type Sealed, seal, unseal } from './sealed.ts';

export { withoutSecrets } from './without-secrets.ts';

/** What was answered to a consent so far: the text as shown, its language, and when. */
export interface DraftConsent {
  readonly document: string;
  readonly granted: boolean;
  /** To the letter. */
  readonly text: string;
  /** The BCP 47 tag of the text's language. */
  readonly language: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/**
 * An application that is not finished. Whoever saves it leaves out what must not stay on a device: birth date, licence
 * number, Social Security number and every other field marked sensitive. Files are never part of it.
 */
export interface Draft {
  readonly form: string;
  readonly formVersion: string;
  /** The UUID that the application will be sent under. */
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly startedAt: string;
  /** The key of the step the reader was at. */
  readonly step: string;
  /** As entered, whether they can be answers or not. */
  readonly values: Answers;
  readonly consents: readonly DraftConsent[];
}

/**
 * The drafts on this device: one under each key, of whichever tab saved last. Keys are the caller's and are stored in
 * the clear; name the endpoint and the form in them, never a person. Nothing here rejects.
 */
export interface Drafts {
  /**
   * Keeps a draft in place of whatever was kept under the key. `over`: it was not, since its application has been
   * cleared, maybe by another tab. `unavailable`: this device keeps nothing.
   */
  save(key: string, draft: Draft): Promise<'kept' | 'over' | 'unavailable'>;
  /** The draft under the key, if it was made with this very form. */
  load(key: string, form: Pick<FormDefinition, 'name' | 'version'>): Promise<Draft | undefined>;
  /**
   * Forgets. With the id of an application, as when that was accepted: that application's draft, and no tab can save
   * it again; another application's draft under the key stays. Without: whatever is kept under the key.
   * False: the device did not answer, so that something may be left.
   */
  clear(key: string, id?: string): Promise<boolean>;
}

/** How drafts are kept. */
export interface DraftsOptions {
  /** How long a draft lasts after it was last saved, and the mark that keeps a cleared one away. Default: 14 days. */
  readonly keepMs?: number;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Default: the page's own. */
  readonly indexedDB?: IDBFactory;
}

/** What lies under a key: which applications are over and, sealed, the draft of another. */
interface Kept extends Partial<Sealed> {
  readonly key: string;
  readonly expiresAt: number;
  readonly over: readonly string[];
  readonly id?: string;
  readonly form?: string;
  readonly formVersion?: string;
}

/** So many applications that are over are remembered under a key. */
const maxOver = 20;

/** Gives access to the drafts on this device. */
export function openDrafts(options: DraftsOptions = {}): Drafts {
  const { keepMs = 14 * 86_400_000, now = Date.now } = options;
  const using = createOpener(options.indexedDB);
  // Encryption takes its time, and a later save may be the shorter one.
  const inLine = createLine();

  /** One transaction: what has expired goes, then `work` gets what is under the key. */
  const edit = <T>({ database }: Connection, key: string, work: (kept: Kept, drafts: IDBObjectStore) => T) =>
    transact(database, ['drafts'], async (drafts) => {
      const all = ((await done(drafts.getAll())) as Kept[]).filter((kept) => {
        // Written this way round, an expiry that is no number has passed.
        const lives = kept.expiresAt > now();
        if (!lives) drafts.delete(kept.key);
        return lives;
      });
      const none: Kept = { key, over: [], expiresAt: 0 };
      return work(all.find((kept) => kept.key === key) ?? none, drafts);
    });

  return {
    save: (key, draft) =>
      inLine(async () => {
        const { form, formVersion, id } = draft;
        const saved = await using(async (opened) => {
          const bytes = new TextEncoder().encode(JSON.stringify(draft));
          const sealed = await seal(opened.key, key, bytes.buffer);
          return edit(opened, key, ({ over }, drafts) => {
            if (over.includes(id)) return 'over';
            drafts.put({ ...sealed, key, form, formVersion, id, over, expiresAt: now() + keepMs });
            return 'kept';
          });
        });
        return saved ?? 'unavailable';
      }),

    load: (key, { name, version }) =>
      inLine(() =>
        using(async (opened) => {
          const { form, formVersion, iv, data } = await edit(opened, key, (kept) => kept);
          if (form !== name || formVersion !== version || !iv || !data) return undefined;
          // What cannot be opened is as good as gone; the next save takes its place.
          const bytes = await unseal(opened.key, key, { iv, data }).catch(() => undefined);
          return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as Draft);
        }),
      ),

    clear: (key, id) =>
      inLine(async () => {
        const cleared = await using((opened) =>
          edit(opened, key, (kept, drafts) => {
            const over = [...kept.over, ...[id ?? kept.id ?? []].flat()].slice(-maxOver);
            const stays = id !== undefined && kept.id !== undefined && kept.id !== id;
            drafts.put({ ...(stays && kept), key, over, expiresAt: now() + keepMs });
            return true;
          }),
        );
        return cleared ?? false;
      }),
  };
}
