/** What the switches of the panel choose between, the first of each being the default. */
const choices = {
  language: ['en', 'es'],
  theme: ['auto', 'light', 'dark'],
  look: ['plain', 'bold', 'own'],
  transport: ['http', 'slow', 'offline'],
} as const;

export type Settings = { -readonly [Name in keyof typeof choices]: (typeof choices)[Name][number] };

/**
 * How the demo is set. Begins with what the address says, such as `/?language=es&theme=dark`, and tells whoever
 * listens of every change.
 */
export class DemoSettings extends EventTarget {
  readonly #values: Settings;

  constructor(search: string) {
    super();
    const query = new URLSearchParams(search);
    this.#values = {
      language: pick(choices.language, query.get('language')),
      theme: pick(choices.theme, query.get('theme')),
      look: pick(choices.look, query.get('look')),
      transport: pick(choices.transport, query.get('transport')),
    };
  }

  get values(): Readonly<Settings> {
    return this.#values;
  }

  /** Changes some settings; values that are not among the choices change nothing. */
  set(changes: Readonly<Partial<Record<keyof Settings, string>>>): void {
    for (const [name, value] of Object.entries(changes)) {
      const known: readonly string[] = choices[name as keyof Settings];
      if (known.includes(value)) Object.assign(this.#values, { [name]: value });
    }
    this.dispatchEvent(new Event('change'));
  }

  /** Calls back now and after every change. */
  watch(callback: (settings: Readonly<Settings>) => void): void {
    this.addEventListener('change', () => callback(this.#values));
    callback(this.#values);
  }
}

function pick<Choice extends string>(all: readonly [Choice, ...Choice[]], wanted: string | null): Choice {
  return all.find((choice) => choice === wanted) ?? all[0];
}
