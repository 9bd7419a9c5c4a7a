/** What a browser posts: names and values, in their order. */
export class PostedForm {
  readonly #entries: readonly (readonly [string, string])[];

  constructor(entries: readonly (readonly [string, string])[]) {
    this.#entries = entries;
  }

  /** The first value of that name. */
  get(name: string): string | undefined {
    return this.#entries.find(([each]) => each === name)?.[1];
  }

  /** Every value of that name. */
  all(name: string): string[] {
    return this.#entries.filter(([each]) => each === name).map(([, value]) => value);
  }
}

/** Why a body is no form: of another type, too large, or broken. */
export type FormProblem = 'type' | 'size' | 'broken';

/** The largest body taken, in bytes: many times what any form of ours posts. */
const maxBytes = 65_536;

/** Reads the body of a post. */
export async function readForm(request: Request): Promise<PostedForm | FormProblem> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(type)) return 'type';
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return 'size';
  try {
    const text = await readText(request);
    return text === undefined ? 'size' : new PostedForm(text.split('&').filter(Boolean).map(entryOf));
  } catch {
    // The sender left halfway, or the text is no UTF-8: what is stored is what was sent, or nothing.
    return 'broken';
  }
}

/** The body as text; undefined when it is too long. */
async function readText(request: Request): Promise<string | undefined> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > maxBytes) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(next.value, { stream: true });
  }
  return text + decoder.decode();
}

function entryOf(pair: string): readonly [string, string] {
  const [name = '', ...value] = pair.split('=');
  return [decoded(name), decoded(value.join('='))];
}

/** Throws where `URLSearchParams` would put a replacement character. */
const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
