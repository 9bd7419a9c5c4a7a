import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MessageOverrides, Messages } from '../../locales/messages.ts';
import { addAnswerRules, answerRule, kindNames } from '../../model/answer-rules.ts';
import type { Answer, Answers, FormDefinition } from '../../model/definition.ts';
import { driverShort } from '../../model/forms/driver-short.ts';
import type { Attribution } from '../../model/submission.ts';
import { judgeAnswers } from '../../model/validate-answers.ts';
import { attributionOf, type Campaign, type Landing } from '../attribution.ts';
import { addFieldKinds, fieldKind } from '../fields/field-registry.ts';
import { later } from '../load-later.ts';
import type { Kinds } from '../page/load-definition.ts';
import type { PageSettings } from '../page/page-settings.ts';

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

type Asked = [PageWishes['definition'], PageWishes['form'], PageWishes['endpoint']];

type Host = ReactiveControllerHost & { readonly renderRoot: DocumentFragment | HTMLElement };

/**
 * Holds what a page has asked for beyond the short form as it comes. What that takes is loaded with the first such
 * wish; until it has come, the form stays as it was.
 */
export class PageController implements ReactiveController {
  definition = driverShort;
  /** Answers that the reader finds filled in. */
  given: ReadonlyMap<string, Answer> = new Map();
  /** Settles once the page has got what it asked for last. */
  settled: Promise<void> = Promise.resolve();
  readonly #host: Host;
  #asked: readonly unknown[] = [];
  /** The form asked for last, and by what. */
  #form: { readonly of: readonly unknown[]; readonly found: Promise<FormDefinition> | undefined } = {
    of: [],
    found: undefined,
  };
  #settings: PageSettings | undefined;
  /** Puts on the styles of further kinds of fields, once there are such. */
  #dress: ((root: Node) => void) | undefined;
  /** The texts of further kinds of fields, once there are such. */
  #further: ((language: string) => MessageOverrides) | undefined;
  #texts: { readonly from: readonly unknown[]; readonly messages: Messages } | undefined;

  /** The page's texts that have been looked through for what is none. */
  #reported: unknown;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  /** A form that was asked something before it stood on the page has had nothing to dress until now. */
  hostUpdate(): void {
    this.#dress?.(this.#host.renderRoot);
  }

  /** Asks for what a page wants. What is here already counts at once. */
  use(wishes: PageWishes, { href }: Landing): void {
    const { definition, form, endpoint, values, prefill, messages } = wishes;
    const named = definition || !form || form === driverShort.name ? undefined : form;
    const of = [definition, named, named && endpoint];
    const asked = [...of, values, prefill, messages];
    if (isSame(asked, this.#asked)) return;
    this.#asked = asked;
    if (!isSame(of, this.#form.of)) {
      const found = definition || named ? this.#find(definition, named, endpoint) : undefined;
      this.#form = { of, found };
    }
    this.settled = asked.some(Boolean) ? this.#load(asked, values, prefill, href) : Promise.resolve();
    if (!asked.some(Boolean)) [this.definition, this.given] = [driverShort, new Map()];
  }

  /** The texts of a language with the page's own laid over them. What is no text is reported, once. */
  over(language: Messages, own: MessageOverrides | null | undefined): Messages {
    const { mergeMessages } = this.#settings ?? {};
    const further = this.#further?.(language.language);
    if (!mergeMessages || !(own || further)) return language;
    const from = [language, own, this.#further];
    if (from.some((each, index) => each !== this.#texts?.from[index])) {
      const odd: string[] = [];
      this.#texts = { from, messages: mergeMessages(mergeMessages(language, further), own, odd) };
      if (odd.length && own !== this.#reported)
        console.error(`<applicant-intake>: not a text: ${odd.join(', ')}`);
      this.#reported = own;
    }
    return this.#texts?.messages ?? language;
  }

  /** Where an applicant came from, with what links and earlier visits tell of it if the page wants to know. */
  async attribution(landing: Landing, campaign: Campaign): Promise<Attribution> {
    const visit = attributionOf(landing, campaign);
    if (!campaign.sourceMap && campaign.consent !== 'granted') return visit;
    const more = await this.#get().catch(() => undefined);
    return { ...visit, ...more?.moreOf(landing, visit, campaign) };
  }

  /** Kinds of fields live in registries of the element's own, where everything that needs them finds them. */
  readonly #kinds: Kinds = {
    // Another form on the page may have brought more; this one needs their texts and styles, too.
    isKnown: (kind) => (this.#further ? answerRule(kind) !== undefined : core.has(kind)),
    loadFurther: async () => {
      const { addFurtherStyles, furtherKinds, furtherMessagesOf, furtherRules } = await later.further();
      this.#dress = addFurtherStyles;
      addAnswerRules(furtherRules(judgeAnswers));
      addFieldKinds(furtherKinds(fieldKind));
      this.#further = furtherMessagesOf;
    },
  };

  async #get(): Promise<PageSettings> {
    this.#settings ??= await later.page();
    return this.#settings;
  }

  /** The form asked for; the short form where that cannot be had. */
  async #find(...[own, form, endpoint]: Readonly<Asked>): Promise<FormDefinition> {
    const { loadDefinition } = await this.#get();
    return (await loadDefinition(own, form, endpoint, this.#kinds)) ?? driverShort;
  }

  async #load(
    asked: readonly unknown[],
    values: PageWishes['values'],
    prefill: PageWishes['prefill'],
    href: string,
  ): Promise<void> {
    try {
      const definition = (await this.#form.found) ?? driverShort;
      const { givenBy } = await this.#get();
      if (asked !== this.#asked) return;
      this.definition = definition;
      this.given = givenBy(definition, values, prefill, href);
      this.#host.requestUpdate();
    } catch (error) {
      // Better the short form, empty, than none.
      console.error(`<applicant-intake>: ${(error as Error).message}`);
    }
  }
}

/** The kinds of fields that are here from the start. */
const core = new Set(kindNames());

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.every((each, index) => each === others[index]);
