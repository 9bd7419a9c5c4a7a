import type { Connector } from '../../connectors/connector.ts';
import type { Secret } from '../../connectors/secret.ts';
import type { SecretFile } from '../secret-file.ts';
import { type SecretSetting, secretFrom } from '../secret-setting.ts';
import { atSite } from './at-site.ts';
import type { DestinationKind, DestinationSettings, DestinationWorld } from './destination-kind.ts';

/** A destination as the settings describe it. */
export interface ConfiguredDestination
  extends DestinationSettings,
    Pick<DestinationKind, 'name' | 'table' | 'emptySite'> {
  /** Its address, for messages. */
  readonly url: string;
  /** The secret under that name; `''` where there is none. */
  readonly secret: (name: string) => Secret;
  /** The files that hold its secrets. */
  readonly secretFiles: readonly SecretFile[];
  /** Makes its connector. */
  connect(world: Omit<DestinationWorld, 'secret'>): Connector;
}

/**
 * The destination that settings describe. A secret in a file is read again whenever it is needed. `nameOf` names a setting
 * as a person set it. Throws {@link SettingsError} when such a file cannot be read.
 */
export function configured(
  kind: DestinationKind,
  settings: DestinationSettings,
  nameOf: (setting: string) => string,
): ConfiguredDestination {
  const { name, table, emptySite } = kind;
  const { timeoutMs, settleMs, concurrency } = settings;
  const given = settings as unknown as Readonly<Record<string, string | undefined>>;
  const secrets = new Map(
    kind.secrets.map((each): [string, SecretSetting] => [
      each,
      secretFrom(given[each], given[`${each}File`], () => nameOf(`${each}File`)),
    ]),
  );
  const secret = (each: string) => secrets.get(each)?.secret ?? '';
  return {
    name,
    table,
    emptySite,
    timeoutMs,
    settleMs,
    concurrency,
    url: kind.urlOf(settings),
    secret,
    secretFiles: [...secrets.values()].flatMap(({ secretFile }) => secretFile ?? []),
    connect: (world) => atSite(kind.connect(settings, { ...world, secret }), kind.urlOf(settings)),
  };
}
