import type { MessageOverrides, Messages } from '../../locales/messages.ts';
import { addAnswerRules, answerRule } from '../../model/answer-rules.ts';
import type { Answer, Answers, FormDefinition } from '../../model/definition.ts';
import { driverShort } from '../../model/forms/driver-short.ts';
import { judgeAnswers } from '../../model/validate-answers.ts';
import type { Host } from '../drawn-element.ts';
import { addFieldKinds, fieldKind } from '../fields/field-registry.ts';
import { later } from '../load-later.ts';
import type { PageSettings } from '../page/page-settings.ts';
import type { Landing } from '../sending/attribution.ts';

/** What most pages leave alone: a form of their own, answers to begin with, what their links say. */
export interface PageWishes {
  /** The page's own definition; wins over a name. */
  readonly definition: FormDefinition | null | undefined;
  readonly form: string | null | undefined;
  readonly endpoint: string | null | undefined;
  readonly values: Answers | null | undefined;
  readonly prefill: string | null | undefined;
  /** The page's own texts. */
  readonly messages: MessageOverrides | null | undefined;
}

/**
 * The registries of kinds of fields: each is one for the whole page, and whoever is loaded later is given it. Another
 * form on the page may have brought more kinds.
 */
const registries = {
  shortForm: driverShort,
  answerRule,
  addAnswerRules,
  judgeAnswers,
  fieldKind,
  addFieldKinds,
  loadFurther: later.further,
};

export type Registries = typeof registries;

/**
 * Holds what a page has asked for beyond the short form as it comes. What that takes is loaded with the first such
 * wish; until it has come, the form stays as it was.
 */
export class PageController {
  definition = driverShort;
  /** Answers that the reader finds filled in. */
  given: ReadonlyMap<string, Answer> = new Map();
  /** Settles once the page has got what it asked for last. */
  settled: Promise<unknown> | undefined;
  readonly #host: Host;
  #settings: PageSettings | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Asks for what a page wants. */
  use(wishes: PageWishes, landing: Landing): void {
    const { definition, form, values, prefill, messages } = wishes;
    const isNamed = form && form !== driverShort.name;
    if (this.#settings) this.settled = this.#settings.use(wishes, landing);
    else if (definition || isNamed || values || prefill || messages) {
      this.settled ??= this.#load().then(() => this.#settings?.use(wishes, landing));
    }
  }

  /** The texts of a language with the page's own laid over them. */
  over(language: Messages, own: MessageOverrides | null | undefined): Messages {
    return this.#settings?.over(language, own) ?? language;
  }

  async #load(): Promise<void> {
    try {
      const { PageSettings } = await later.page();
      this.#settings = new PageSettings(this, this.#host, registries);
    } catch (error) {
      // Better the short form, empty, than none.
      console.error(`<applicant-intake>: ${(error as Error).message}`);
    }
  }
}
