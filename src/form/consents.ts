/** A document's text as the reader saw it. */
export interface ShownText {
  /** To the letter. */
  readonly text: string;
  /** The BCP 47 tag of its language. */
  readonly language: string;
}

/** When a reader decided on a document, or a notice was first on screen, and what was shown. */
export interface Decision extends ShownText {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly granted: boolean;
}

/** A decision on a document, for keeping. */
export interface KeptDecision extends Decision {
  readonly document: string;
}

/** The evidence of consents: what was on screen when each box was ticked or cleared, and when that was. */
export class Consents {
  readonly #decisions = new Map<string, KeptDecision>();

  /** The last decision on a document, if there was one. */
  of(document: string): KeptDecision | undefined {
    return this.#decisions.get(document);
  }

  /** The reader ticks or clears the box of a document. */
  decide(document: string, granted: boolean, shown: ShownText, at = new Date()): void {
    this.restore({ ...shown, document, granted, at: at.toISOString() });
  }

  /** A notice is on screen. What counts is the first time in each wording. */
  saw(document: string, shown: ShownText, at = new Date()): void {
    if (this.of(document)?.text !== shown.text) this.decide(document, true, shown, at);
  }

  /** All decisions. */
  get all(): KeptDecision[] {
    return [...this.#decisions.values()];
  }

  /** Takes back a decision that was kept. */
  restore(decision: KeptDecision): void {
    this.#decisions.set(decision.document, decision);
  }

  clear(): void {
    this.#decisions.clear();
  }
}
