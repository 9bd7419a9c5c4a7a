/** Every text below an object, by its path: `fields.email.label`. The forms of a plural count one by one. */
export function textsIn(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : textsIn(value, `${path}${key}.`),
  );
}
