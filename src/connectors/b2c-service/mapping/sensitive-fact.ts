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

/** Whether a line of the mapping is text that people read: the subject, the thread, a note. */
export function isTextForPeople(line: string): boolean {
  return /^(subject$|threads\.|notes\.)/.test(line);
}
