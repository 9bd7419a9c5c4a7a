import { holds } from './condition.ts';
import type { FieldDefinition, FormDefinition } from './definition.ts';

const kinds = /^(text|email|tel|postal-code|choice|yes-no|consent)$/;

/** Names that every object has of its own accord, such as `constructor`, cannot be told from answers. */
const isKey = (key: unknown) => typeof key === 'string' && key !== '' && !(key in {});

function need(met: boolean, what: string): void {
  if (!met) throw new TypeError(what);
}

/** Refuses what is no definition: a page's or an operator's own may have any shape. @throws {TypeError} */
export function checkDefinition({ name, version, steps }: FormDefinition): void {
  need(isKey(name) && isKey(version) && Array.isArray(steps), 'a form needs name, version and steps');
  const taken = new Set<string>();
  const take = (key: string, what: string) => {
    need(isKey(key) && !taken.has(what + key), `${what} cannot have the key ${key}`);
    taken.add(what + key);
  };
  for (const { key: step, fields } of steps) {
    take(step, 'step');
    need(Array.isArray(fields), `step ${step} needs fields`);
    for (const field of fields) {
      take(field.key, 'field');
      checkField(field);
    }
  }
  need(taken.size > steps.length, 'a form needs fields');
}

function checkField(field: FieldDefinition): void {
  const { key, kind, when } = field;
  need(kinds.test(kind), `field ${key} has the unknown kind ${kind}`);
  need(
    kind !== 'choice' || (Array.isArray(field.options) && field.options.every(({ code }) => isKey(code))),
    `field ${key} needs options with codes`,
  );
  // Throws when it is no condition.
  holds(when, {});
}
