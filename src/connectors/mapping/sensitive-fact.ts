/** An answer that may go to a field of its own, and into no text. Whoever prints it gets nothing. */
export class SensitiveFact {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** The answer, for the field that the operator has mapped it to. */
  reveal(): unknown {
    return this.#value;
  }

  toString(): string {
    return '';
  }

  toJSON(): undefined {
    return undefined;
  }
}
