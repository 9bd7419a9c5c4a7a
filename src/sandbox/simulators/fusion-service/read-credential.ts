/** What an `Authorization` header carries. */
export type Credential =
  | { scheme: 'basic'; user: string; password: string }
  | { scheme: 'bearer'; token: string };

/** The credential in a header of one of the two schemes, or null. */
export function readCredential(header: string | null): Credential | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return { scheme: 'bearer', token: value };
  if (scheme.toLowerCase() !== 'basic') return null;
  const [, user, password] = /^([^:]*):(.*)$/s.exec(decodeBase64(value) ?? '') ?? [];
  return user === undefined || password === undefined ? null : { scheme: 'basic', user, password };
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
