/** What a page may ask for beyond the short form as it comes. Loaded when a page does. */

import { mergeMessages } from '../../locales/merge-messages.ts';
import type { MessageOverrides, Messages } from '../../locales/messages.ts';
import type { FormDefinition } from '../../model/definition.ts';
import type { PageController, PageWishes, Registries } from '../controllers/page-controller.ts';
import type { Host } from '../drawn-element.ts';
import type { Landing } from '../sending/attribution.ts';
import { loadDefinition, shortKinds } from './load-definition.ts';
import { prefillFrom } from './prefill.ts';
import { usableValues } from './usable-values.ts';

export { moreOf } from './more-attribution.ts';

/** What the part with further kinds of fields knows of texts. */
type FurtherTexts = Pick<
  Awaited<ReturnType<Registries['loadFurther']>>,
  'furtherMessagesOf' | 'withFileTypes'
>;

/** Gets one form what its page asks for, and tells its controller. */
export class PageSettings {
  readonly #page: PageController;
  readonly #host: Host;
  readonly #registries: Registries;
  #asked: readonly unknown[] = [];
  /** Settles once the page has got what it asked for last. */
  #settled: Promise<void> = Promise.resolve();
  /** The form asked for last, and by what. */
  #form: { readonly of: readonly unknown[]; readonly found: Promise<FormDefinition> } | undefined;
  /** The texts of further kinds of fields, once there are such. */
  #further: FurtherTexts | undefined;
  #texts: { readonly from: readonly unknown[]; readonly messages: Messages } | undefined;
  /** The page's texts that have been looked through for what is none. */
  #reported: unknown;

  constructor(page: PageController, host: Host, registries: Registries) {
    this.#page = page;
    this.#host = host;
    this.#registries = registries;
  }

  /** Asks for what a page wants, unless that has been asked already. Settles once it has been got. */
  use(wishes: PageWishes, { href }: Landing): Promise<void> {
    const { definition, form, endpoint, values, prefill, messages } = wishes;
    const of = [definition, form, endpoint];
    const asked = [...of, values, prefill, messages];
    if (isSame(asked, this.#asked)) return this.#settled;
    this.#asked = asked;
    if (!this.#form || !isSame(of, this.#form.of)) this.#form = { of, found: this.#find(wishes) };
    const { found } = this.#form;
    const get = async () => {
      const chosen = await found;
      // The page may have asked for something else since.
      if (asked !== this.#asked) return;
      const linked = prefill ? prefillFrom(chosen, prefill, href) : {};
      this.#page.definition = chosen;
      this.#page.given = usableValues(chosen, { ...linked, ...values });
      this.#host.requestUpdate();
    };
    this.#settled = get();
    return this.#settled;
  }

  /** The texts of a language with the page's own laid over them. What is no text is reported, once. */
  over(language: Messages, own: MessageOverrides | null | undefined): Messages {
    const further = this.#further;
    if (!own && !further) return language;
    const from = [language, own, further];
    if (!this.#texts || !isSame(from, this.#texts.from)) {
      const odd: string[] = [];
      const base = mergeMessages(language, further?.furtherMessagesOf(language.language));
      const messages = mergeMessages(base, own, odd);
      this.#texts = { from, messages: further?.withFileTypes(messages) ?? messages };
      if (odd.length && own !== this.#reported)
        console.error(`<applicant-intake>: not a text: ${odd.join(', ')}`);
      this.#reported = own;
    }
    return this.#texts.messages;
  }

  /** The form asked for; the short form where that cannot be had. */
  async #find({ definition, form, endpoint }: PageWishes): Promise<FormDefinition> {
    const { shortForm, answerRule } = this.#registries;
    const named = form === shortForm.name ? undefined : form;
    const kinds = {
      // Those that another form on the page has brought are known, but this one needs their texts and styles, too.
      isKnown: (kind: string) => (this.#further ? answerRule(kind) !== undefined : shortKinds.test(kind)),
      loadFurther: () => this.#loadFurther(),
    };
    return (await loadDefinition(definition, named, endpoint, kinds)) ?? shortForm;
  }

  /** Kinds of fields live in registries of the element's own, where everything that needs them finds them. */
  async #loadFurther(): Promise<void> {
    const { addAnswerRules, judgeAnswers, addFieldKinds, fieldKind, loadFurther } = this.#registries;
    const further = await loadFurther();
    const { furtherKinds, furtherRules, furtherStyles, wear } = further;
    if (!this.#further) wear(this.#host.renderRoot, furtherStyles);
    addAnswerRules(furtherRules(judgeAnswers));
    addFieldKinds(furtherKinds(fieldKind));
    this.#further = further;
  }
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  others.length === some.length && some.every((each, index) => each === others[index]);
