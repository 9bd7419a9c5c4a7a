import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { answerRule } from '../../model/answer-rules.ts';
import { checkDefinition } from '../../model/check-definition.ts';
import { type FormDefinition, fieldsOf } from '../../model/definition.ts';
import { driverShort } from '../../model/forms/driver-short.ts';
import { formPath } from '../../protocol/paths.ts';

/** What names a form. */
export interface FormSource {
  /** The page's own definition; wins over a name. */
  readonly definition: FormDefinition | null | undefined;
  readonly form: string | null | undefined;
  readonly endpoint: string | null | undefined;
}

/**
 * Holds the definition of the form asked for last. The element brings the short form along; others come from the
 * proxy, and kinds of fields that the short form does without are loaded with the first form that has them. A form
 * that cannot be had, or is none, is reported, and the short form takes its place: no applicant is lost over it.
 */
export class DefinitionController implements ReactiveController {
  current = driverShort;
  readonly #host: ReactiveControllerHost;
  #asked: readonly unknown[] = [];
  #loading: Promise<void> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Asks for a form. What is there already counts at once. */
  use({ definition, form, endpoint }: FormSource): void {
    const asked = [definition, definition ? '' : form, definition ? '' : endpoint];
    if (asked.every((each, index) => each === this.#asked[index]) && this.#asked.length) return;
    this.#asked = asked;
    if (!definition && (!form || form === driverShort.name)) {
      this.#loading = undefined;
      this.current = driverShort;
    } else if (definition && isKnown(definition)) {
      this.#loading = undefined;
      this.#take(definition);
    } else {
      const found = Promise.resolve(definition ?? fetchDefinition(endpoint ?? '', form ?? ''));
      this.#loading = this.#load(found, asked);
    }
  }

  /** Settles once the form asked for is here, or has turned out not to be had. */
  get settled(): Promise<void> {
    return this.#loading ?? Promise.resolve();
  }

  async #load(found: Promise<FormDefinition>, asked: readonly unknown[]): Promise<void> {
    try {
      const definition = await found;
      if (!isKnown(definition)) (await import('../fields/further/index.ts')).addFurtherKinds();
      if (asked === this.#asked) this.#take(definition);
    } catch (error) {
      if (asked === this.#asked) this.#refuse(error);
    }
    this.#host.requestUpdate();
  }

  #take(definition: FormDefinition): void {
    try {
      checkDefinition(definition);
      this.current = definition;
    } catch (error) {
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    console.error(`<applicant-intake>: form: ${(error as Error).message}`);
    this.current = driverShort;
  }
}

/** Whether every kind of field in it is here. What is no definition is, so that it is refused at once. */
function isKnown(definition: FormDefinition): boolean {
  try {
    return fieldsOf(definition).every(({ kind }) => answerRule(kind) !== undefined);
  } catch {
    return true;
  }
}

async function fetchDefinition(endpoint: string, form: string): Promise<FormDefinition> {
  const response = await fetch(endpoint.replace(/\/$/, '') + formPath(form), {
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) throw new Error(`"${form}" is not a form of this proxy (${response.status})`);
  return response.json();
}
