import { isJsonObject, type Json } from './json.ts';

/** What a setting may be, as data, so that a control call can be checked and its refusal say what there is. */
export type Setting =
  | { kind: 'flag' }
  | { kind: 'number'; min: number; max: number; whole?: true; nullable?: true }
  | { kind: 'text'; nullable?: true; pattern?: RegExp }
  | { kind: 'choice'; of: readonly (string | number)[]; nullable?: true }
  | { kind: 'list'; of: Setting }
  /** An object with these members and no others; each may be left out. */
  | { kind: 'members'; members: SettingsForm; nullable?: true }
  /** An object with names of the caller's own. */
  | { kind: 'map'; of: Setting; nullableValues?: true }
  | { kind: 'either'; of: readonly Setting[]; wanted: string }
  /** Any JSON value. */
  | { kind: 'any' };

/** Settings by name. */
export type SettingsForm = Readonly<Record<string, Setting>>;

/** What is wrong with changes to settings, with the place of the first fault; null when nothing is. */
export function objectionTo(input: Json | undefined, form: SettingsForm, place = ''): string | null {
  if (!isJsonObject(input)) return `${place === '' ? 'The body' : `"${place}"`} must be a JSON object.`;
  for (const [name, value] of Object.entries(input)) {
    const setting = Object.hasOwn(form, name) ? form[name] : undefined;
    const path = place === '' ? name : `${place}.${name}`;
    if (setting === undefined) {
      return `Unknown member "${path}"; there are ${Object.keys(form).join(', ')}.`;
    }
    const objection = objectionToValue(value, setting, path);
    if (objection !== null) return objection;
  }
  return null;
}

function objectionToValue(value: Json, setting: Setting, path: string): string | null {
  const unless = (fits: boolean, wanted: string) => (fits ? null : `"${path}" must be ${wanted}.`);
  if (value === null && 'nullable' in setting && setting.nullable) return null;
  const orNull = 'nullable' in setting && setting.nullable ? ' or null' : '';
  switch (setting.kind) {
    case 'flag':
      return unless(typeof value === 'boolean', 'true or false');
    case 'number': {
      const { min, max, whole } = setting;
      const fits =
        typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
      return unless(fits, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}${orNull}`);
    }
    case 'text': {
      const { pattern } = setting;
      const fits = typeof value === 'string' && (pattern === undefined || pattern.test(value));
      return unless(fits, `text${pattern === undefined ? '' : ` like ${pattern.source}`}${orNull}`);
    }
    case 'choice': {
      const fits = setting.of.some((each) => each === value);
      return unless(fits, `one of ${setting.of.join(', ')}${orNull}`);
    }
    case 'list':
      if (!Array.isArray(value)) return unless(false, 'a list');
      return first(value.map((each, index) => objectionToValue(each, setting.of, `${path}[${index}]`)));
    case 'members':
      return objectionTo(value, setting.members, path);
    case 'map':
      if (!isJsonObject(value)) return unless(false, 'an object');
      return first(
        Object.entries(value).map(([name, each]) =>
          each === null && setting.nullableValues
            ? null
            : objectionToValue(each, setting.of, `${path}["${name}"]`),
        ),
      );
    case 'either':
      return unless(
        setting.of.some((each) => objectionToValue(value, each, path) === null),
        setting.wanted,
      );
    case 'any':
      return null;
  }
}

function first(objections: readonly (string | null)[]): string | null {
  return objections.find((each) => each !== null) ?? null;
}
