/** A setting as messages name it, `b2cService.mapping.contact "name.first" from`: a key with dots in it is one key. */
export function settingPath(keys: readonly (string | number)[]): string {
  return keys
    .map(String)
    .map((key, at) => (key.includes('.') ? ` "${key}"` : at === 0 ? key : `.${key}`))
    .join('');
}
