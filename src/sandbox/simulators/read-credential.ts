/** What an `Authorization` header carries. */
export type Credential =
  | { scheme: 'basic'; user: string; password: string }
  | { scheme: 'session' | 'bearer'; token: string };

/** The credential in a header of one of the schemes that the vendors document, or null. */
export function readCredential(header: string | null): Credential | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic': {
      const [, user, password] = /^([^:]*):(.*)$/s.exec(decodeBase64(value) ?? '') ?? [];
      return user === undefined || password === undefined ? null : { scheme: 'basic', user, password };
    }
    case 'session':
      return { scheme: 'session', token: value };
    case 'bearer':
      return { scheme: 'bearer', token: value };
    default:
      return null;
  }
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
