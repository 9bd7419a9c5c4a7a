import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type MappingMistake, nearby } from '../mapping/mapping-mistakes.ts';
import { type FusionObject, fusionServiceMapping } from './mapping-target.ts';

/** Settings that do not go with the mapping, or with each other. */
export interface Joined {
  readonly mapping: MappingChanges<FusionObject>;
  readonly updateExisting: readonly string[];
  readonly records: 'service-request' | 'interaction';
  readonly channelType: string | null;
  readonly upsertContacts: boolean;
  readonly sourceSystem: string | null;
  readonly lengths: Readonly<Record<string, number>>;
  readonly required: readonly string[];
  readonly submissionIdField: string | null;
  readonly interactionKey: string | null;
}

/** What is wrong with settings as they stand together; paths begin with the setting. */
export function settingMistakes(settings: Joined): MappingMistake[] {
  const { mapping, updateExisting, channelType, upsertContacts, sourceSystem, lengths, required } = settings;
  const lines = mappingFor(fusionServiceMapping, '', mapping);
  const updates = updateExisting.flatMap((line, index): MappingMistake[] => {
    const path = ['updateExisting', String(index)];
    if (line === 'EmailAddress') return [{ path, message: 'is what contacts are found by; leave it out' }];
    const known = Object.keys(lines.contact);
    return known.includes(line)
      ? []
      : [{ path, message: `is no line of mapping.contact; ${nearby(line, known)}` }];
  });
  const places = [
    ...Object.keys(lengths).map((place) => ({ place, path: ['lengths', place] })),
    ...required.map((place, index) => ({ place, path: ['required', String(index)] })),
  ].flatMap(({ place, path }): MappingMistake[] =>
    /^(contact|serviceRequest|interaction)\.[A-Z]\w*$/.test(place)
      ? []
      : [{ path, message: 'is no place; places are written as serviceRequest.Title' }],
  );
  const twice = (
    [
      ['serviceRequest', 'submissionIdField'],
      ['interaction', 'interactionKey'],
    ] as const
  ).flatMap(([object, setting]): MappingMistake[] => {
    const name = settings[setting];
    const filled = name !== null && Object.hasOwn(lines[object], name);
    return filled
      ? [
          {
            path: ['mapping', object, name],
            message: `is filled with the submission’s id, as ${setting} says`,
          },
        ]
      : [];
  });
  const needsChannel = channelType === null && !Object.hasOwn(lines.interaction, 'ChannelTypeCd');
  return [
    ...updates,
    ...places,
    ...twice,
    ...(needsChannel
      ? [
          {
            path: ['channelType'],
            message: 'must be set, since an interaction needs a channel; or map interaction "ChannelTypeCd"',
          },
        ]
      : []),
    ...(upsertContacts && !sourceSystem
      ? [{ path: ['upsertContacts'], message: 'means nothing without sourceSystem; set both or neither' }]
      : []),
  ];
}
