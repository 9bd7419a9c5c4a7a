import type { FormState, Value } from '../../form/form-state.ts';
import type { Messages } from '../../locales/messages.ts';
import type { StepDefinition } from '../../model/definition.ts';
import type { Kept, Progress } from '../application.ts';

type Said = string | null | undefined;

/** What the page says of itself, as the element's attributes do. */
export interface PageFacts {
  /** The carrier's name. */
  readonly employer: Said;
  /** A telephone number for questions. */
  readonly phone: Said;
  /** The address of the privacy notice. */
  readonly privacyHref: Said;
  /** The address of the terms. */
  readonly termsHref: Said;
  /** The languages to choose from, as BCP 47 tags between spaces or commas. */
  readonly languages: Said;
  /** Where the form goes without a script. Default: nowhere. */
  readonly action?: string;
}

/** What a reader can do besides filling in and pressing the form's own buttons. */
export interface Actions {
  /** Enters a value that no native control holds. */
  enter(path: string, value: Value): void;
  /** Absent until it can be offered. */
  readonly copy: (() => void) | undefined;
  /** Moves focus to the heading of what shows next. */
  toTitle(): void;
}

/** Everything that a view is drawn from. */
export interface View {
  readonly state: FormState;
  readonly step: StepDefinition;
  readonly messages: Messages;
  readonly page: PageFacts;
  readonly progress: Progress;
  /** The paths that the last attempt to go on found wrong; empty before the first one. */
  readonly summary: readonly string[];
  /** Whether another step has shown before: the first one is there at once, without moving. */
  readonly moved: boolean;
  /** The choice of languages; undefined until it can be offered. */
  readonly languages: unknown;
  /** Whether answers are kept on the device, or have just been cleared from it. */
  readonly kept: Kept;
  /** News of an application from an earlier visit, or `''`. */
  readonly news: string;
  /** What becomes of the files of an application that has been accepted. */
  readonly files?: unknown;
  readonly act: Actions;
}
