/** Who may call. */
export interface Accounts {
  /** The staff account for Basic authentication. */
  user: string;
  password: string;
  /** Tokens of logged-in agents, for `Authorization: Session …`. */
  sessionTokens: readonly string[];
  /** Tokens of an external identity provider, for `Authorization: Bearer …`. */
  bearerTokens: readonly string[];
}

/** Whether an `Authorization` header is one of the three documented schemes with a known credential. */
export function isAuthorized(header: string | null, accounts: Accounts): boolean {
  const [, scheme = '', credential = ''] = /^(\S+) +(\S+)$/.exec(header ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      return decodeBase64(credential) === `${accounts.user}:${accounts.password}`;
    case 'session':
      return accounts.sessionTokens.includes(credential);
    case 'bearer':
      return accounts.bearerTokens.includes(credential);
    default:
      return false;
  }
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
