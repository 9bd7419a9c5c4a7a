import type { Answers, FormDefinition } from '../model/definition.ts';
import { createLine } from './in-line.ts';
import { openVault, type Vault } from './vault.ts';

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
  /** Default: the vault of this origin. */
  readonly vault?: Vault;
}

/** Gives access to the drafts on this device. */
export function openDrafts(options: DraftsOptions = {}): Drafts {
  const { keepMs = 14 * 86_400_000, now = Date.now, vault = openVault({ now }) } = options;
  // Encryption takes its time, and a later save may be the shorter one.
  const inLine = createLine();
  const times = () => ({ savedAt: now(), expiresAt: now() + keepMs });
  const kept = async (key: string) =>
    (await vault.list('drafts'))?.filter((each) => each.key === key && !each.ended);

  return {
    save: (key, draft) =>
      inLine(async () => {
        const { form, formVersion, id } = draft;
        const meta = { key, form, formVersion, ...times() };
        const result = await vault.put('drafts', id, draft, meta, { replaces: (other) => other.key === key });
        return result === 'ended' ? 'over' : result;
      }),

    load: (key, { name, version }) =>
      inLine(async () => {
        const [found] = (await kept(key)) ?? [];
        if (found?.form !== name || found.formVersion !== version) return undefined;
        return (await vault.get('drafts', found.id))?.value as Draft | undefined;
      }),

    clear: (key, id) =>
      inLine(async () => {
        const found = await kept(key);
        const ids = id ? [id] : (found ?? []).map((each) => each.id);
        const cleared = ids.map((each) => vault.end('drafts', each, { ...times(), ended: 'cleared' }));
        return !!found && (await Promise.all(cleared)).every(Boolean);
      }),
  };
}
