import { type Answers, type FormDefinition, fieldsOf } from '../model/definition.ts';
import { type Connection, createOpener, done, transact } from './database.ts';
import { type Sealed, seal, unseal } from './sealed.ts';
import { withoutSecrets } from './without-secrets.ts';

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

/** An application that is not finished. Files are never part of it. */
export interface Draft {
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
   * Keeps a draft in place of whatever was kept under the key, without what must not stay on a device: birth date,
   * licence number, Social Security number and every other field that the form marks as sensitive. `over`: it was not
   * kept, since its application has been cleared, maybe by another tab. `unavailable`: this device keeps nothing.
   */
  save(key: string, form: FormDefinition, draft: Draft): Promise<'kept' | 'over' | 'unavailable'>;
  /** The draft under the key, if it was made with this very form. */
  load(key: string, form: FormDefinition): Promise<Draft | undefined>;
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
}

/** The draft under a key; or, without one, under the id of an application that is over, the mark of that. */
interface Kept extends Partial<Sealed> {
  readonly key: string;
  readonly expiresAt: number;
  readonly id?: string;
}

/** Gives access to the drafts on this device. */
export function openDrafts({ keepMs = 14 * 86_400_000, now = Date.now }: DraftsOptions = {}): Drafts {
  const using = createOpener();

  /** One transaction over what has not expired. */
  const edit = <T>({ database }: Connection, work: (drafts: IDBObjectStore) => Promise<T>) =>
    transact(database, ['drafts'], async (drafts) => {
      for (const { key, expiresAt } of (await done(drafts.getAll())) as Kept[]) {
        // Written this way round, an expiry that is no number has passed.
        if (!(expiresAt > now())) drafts.delete(key);
      }
      return work(drafts);
    });

  return {
    save: (key, form, draft) =>
      using('unavailable', async (opened) => {
        const { id } = draft;
        const values = withoutSecrets(draft.values, fieldsOf(form));
        const bytes = new TextEncoder().encode(JSON.stringify({ ...draft, values }));
        const sealed = await seal(opened.key, sealedAs(key, form), bytes.buffer);
        return edit(opened, async (drafts) => {
          if (await done(drafts.get(id))) return 'over';
          drafts.put({ ...sealed, key, id, expiresAt: now() + keepMs });
          return 'kept';
        });
      }),

    load: (key, form) =>
      using(undefined, async (opened) => {
        const kept = await edit(opened, (drafts) => done(drafts.get(key)));
        // What was made with another form cannot be opened, and is as good as gone: the next save takes its place.
        const bytes = kept && (await unseal(opened.key, sealedAs(key, form), kept));
        return bytes && JSON.parse(new TextDecoder().decode(bytes));
      }),

    clear: (key, id) =>
      using(false, (opened) =>
        edit(opened, async (drafts) => {
          const kept = await done(drafts.get(key));
          const over = id ?? kept?.id;
          if (kept?.id === over) drafts.delete(key);
          if (over) drafts.put({ key: over, expiresAt: now() + keepMs });
          return true;
        }),
      ),
  };
}

const sealedAs = (key: string, { name, version }: FormDefinition) => `${key} ${name} ${version}`;
