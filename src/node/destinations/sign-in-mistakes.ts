import type { MappingMistake } from '../../connectors/mapping/mapping-mistakes.ts';

/** The settings of each way to sign in; the first is the one that a person begins with. */
const ways = {
  basic: ['username', 'password', 'passwordFile'],
  session: ['sessionToken', 'sessionTokenFile'],
  oauth: ['oauthTokenUrl', 'oauthClientId', 'oauthClientSecret', 'oauthClientSecretFile', 'oauthScope'],
} as const;

type Given = Readonly<Partial<Record<string, unknown>>>;

/**
 * What is wrong with how to sign in: none of the ways, several of them, or half of one. `prefix` is what the variables of
 * the environment begin with.
 */
export function signInMistakes(settings: Given, prefix = 'B2C'): MappingMistake[] {
  const given = (names: readonly string[]) => names.filter((name) => settings[name] !== undefined);
  const [first, second] = Object.values(ways)
    .map(given)
    .filter(({ length }) => length > 0);
  if (second) {
    const message = `is another way to sign in than ${first?.[0]}; choose one of them`;
    return [{ path: [second[0] ?? ''], message }];
  }
  const lacking = (name: string, message: string): MappingMistake[] =>
    settings[name] === undefined ? [{ path: [name], message }] : [];
  if (given(ways.oauth).length > 0) {
    return [
      ...lacking('oauthTokenUrl', 'must be the address where the identity provider gives tokens'),
      ...lacking('oauthClientId', 'must be the id under which the identity provider knows this proxy'),
      ...(settings.oauthClientSecretFile === undefined
        ? lacking(
            'oauthClientSecret',
            `must be the secret of the client id; ${prefix}_OAUTH_CLIENT_SECRET_FILE may name a file that holds it`,
          )
        : []),
    ];
  }
  if (given(ways.session).length > 0) return [];
  return [
    ...lacking('username', 'must be the name of the staff account that calls the API'),
    ...(settings.passwordFile === undefined
      ? lacking(
          'password',
          `must be the password of the staff account; ${prefix}_PASSWORD_FILE may name a file that holds it`,
        )
      : []),
  ];
}
