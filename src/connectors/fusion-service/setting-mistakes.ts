import { type MappingChanges, mappingFor } from '../mapping/mapping.ts';
import { type MappingMistake, nearby } from '../mapping/mapping-mistakes.ts';
import { type ConstantSettings, constantsOf, filledAnyway, settingOf } from './constants.ts';
import { defaultLengths, minTitle } from './limits.ts';
import { type FusionObject, fusionServiceMapping, isId, isTaken } from './mapping-target.ts';

/** A UUID in its notation. */
const idLength = 36;

/** Settings that do not go with the mapping, or with each other. */
export interface Joined extends ConstantSettings {
  readonly mapping: MappingChanges<FusionObject>;
  readonly updateExisting: readonly string[];
  readonly records: 'service-request' | 'interaction';
  readonly upsertContacts: boolean;
  readonly sourceSystem: string | null;
  readonly lengths: Readonly<Record<string, number>>;
  readonly required: readonly string[];
  readonly submissionIdField: string | null;
  readonly interactionKey: string | null;
}

/** What is wrong with settings as they stand together; paths begin with the setting. */
export function settingMistakes(settings: Joined): MappingMistake[] {
  const {
    mapping,
    updateExisting,
    channelType = null,
    upsertContacts,
    sourceSystem,
    lengths,
    required,
  } = settings;
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
    ...requiredMistakes(settings),
    ...twice,
    ...keyMistakes(settings),
    ...titleMistakes(settings),
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

/** Places that must have a value, and never have one: every application would be set aside. */
function requiredMistakes(settings: Joined): MappingMistake[] {
  const { mapping, required, records, submissionIdField, interactionKey, sourceSystem } = settings;
  const constants = constantsOf(settings);
  const { forms = {} } = mapping;
  const aside = 'so every application would be set aside';

  /** Whether applications of this form have a value there; undefined where they have no such object. */
  function fills(form: string, object: FusionObject, name: string): boolean | undefined {
    const lines = mappingFor(fusionServiceMapping, form, mapping);
    const hasContact = Object.keys(lines.contact).length > 0;
    if (object === 'contact' ? !hasContact : object === 'serviceRequest' && records === 'interaction')
      return undefined;
    const keys = {
      contact: sourceSystem ? ['SourceSystem', 'SourceSystemReferenceValue'] : [],
      serviceRequest: [submissionIdField],
      interaction: [interactionKey],
    }[object];
    const anyway = filledAnyway(object, { constants, submissionIdField, hasContact });
    return Object.hasOwn(lines[object], name) || keys.includes(name) || anyway.includes(name);
  }

  return required.flatMap((place, index): MappingMistake[] => {
    const [object, name = ''] = place.split('.') as [FusionObject, string?];
    if (!fusionServiceMapping.objects.includes(object)) return [];
    const withoutLine = Object.keys(forms)
      .filter((form) => forms[form]?.[object]?.[name] === null && fills(form, object, name) === false)
      .map((form) => ['mapping', 'forms', form, object, name]);
    const message = `is null, and required has ${place}, ${aside}; map it, or take it out of required`;
    const ofForms = withoutLine.map((path) => ({ path, message }));
    const isFilled = ['', ...Object.keys(forms)].some((form) => fills(form, object, name) !== false);
    if (isFilled) return ofForms;
    if (mapping[object]?.[name] === null) return [{ path: ['mapping', object, name], message }];
    const lines = mappingFor(fusionServiceMapping, '', mapping)[object];
    const problem = `is ${place}, which nothing fills, ${aside}`;
    const hint = nearby(name, Object.keys(lines));
    return [{ path: ['required', String(index)], message: `${problem}; ${hint}` }];
  });
}

/** Attributes that cannot carry a submission's id: something else stands there, or it does not fit. */
function keyMistakes(settings: Joined): MappingMistake[] {
  const { records, lengths } = settings;
  const keys = [
    ...(records === 'interaction' ? [] : [['serviceRequest', 'submissionIdField'] as const]),
    ['interaction', 'interactionKey'] as const,
  ];
  return keys.flatMap(([object, setting]): MappingMistake[] => {
    const name = settings[setting];
    if (name === null) return [];
    const other = settingOf(object, name);
    const why = isTaken(object, name)
      ? 'which the site or the delivery fills'
      : other
        ? `which ${other} fills`
        : isId(name)
          ? 'which holds an id of the site’s own'
          : undefined;
    if (why)
      return [{ path: [setting], message: `is ${name}, ${why}; name an attribute that nothing else fills` }];
    const place = `${object}.${name}`;
    const max = { ...defaultLengths, ...lengths }[place];
    if (max === undefined || max >= idLength) return [];
    return [
      {
        path: Object.hasOwn(lengths, place) ? ['lengths', place] : [setting],
        message: `leaves ${max} characters to ${place}, and the submission’s id has ${idLength}, so every application would be set aside`,
      },
    ];
  });
}

/** Where the title carries the id, something of the title has to be left. */
function titleMistakes({ records, submissionIdField, lengths }: Joined): MappingMistake[] {
  const place = 'serviceRequest.Title';
  const max = lengths[place];
  if (records === 'interaction' || submissionIdField || max === undefined || max >= minTitle) return [];
  return [
    {
      path: ['lengths', place],
      message: `must be ${minTitle} or more, since the title ends in the submission’s id where submissionIdField is null`,
    },
  ];
}
