import { holds } from './condition.ts';
import type { FieldDefinition, FormDefinition } from './definition.ts';

/** Names that every object has of its own accord, such as `constructor`, cannot be told from answers. */
const isKey = (key: unknown) => typeof key === 'string' && key !== '' && !(key in {});

function need(met: boolean, what: string): void {
  if (!met) throw new TypeError(what);
}

/**
 * Refuses what is no definition: a page's or an operator's own may have any shape. `isKnown`: whether there are fields
 * of a kind.
 *
 * @throws {TypeError} saying what is missing or wrong.
 */
export function checkDefinition(
  { name, version, steps }: FormDefinition,
  isKnown: (kind: FieldDefinition['kind']) => boolean,
): void {
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
      checkField(field, isKnown);
    }
  }
  need(taken.size > steps.length, 'a form needs fields');
}

function checkField(field: FieldDefinition, isKnown: (kind: FieldDefinition['kind']) => boolean): void {
  const { key, kind, when } = field;
  need(isKnown(kind), `field ${key} has the unknown kind ${kind}`);
  if (kind === 'choice' || kind === 'checkboxes') {
    need(
      Array.isArray(field.options) && field.options.every(({ code }) => isKey(code)),
      `field ${key} needs options with codes`,
    );
  }
  if (kind === 'repeater') {
    need(Array.isArray(field.fields) && field.fields.length > 0, `field ${key} needs fields`);
    for (const inner of field.fields) {
      need(isKey(inner.key), `field ${key} cannot have the key ${inner.key}`);
      need(
        !/repeater|file|consent|notice/.test(inner.kind),
        `field ${key} cannot have rows with a ${inner.kind}`,
      );
      checkField(inner, isKnown);
    }
  }
  // Throws when it is no condition.
  holds(when, {});
}
