import type { Body } from './bodies.ts';

/** Setting → the attribute that it fills, of service requests or of interactions. */
const attributesOf = {
  serviceRequest: {
    buOrgId: 'BUOrgId',
    channelType: 'ChannelTypeCd',
    severity: 'SeverityCd',
    status: 'StatusCd',
    queueId: 'QueueId',
    sourceCode: 'SourceCd',
  },
  interaction: { channelType: 'ChannelTypeCd' },
} as const;

type Filled = keyof typeof attributesOf;

/** The settings that fill attributes. */
export type ConstantSettings = Readonly<
  Partial<Record<keyof (typeof attributesOf)['serviceRequest'], string | null | undefined>>
>;

/** What the settings put into every object, unless a line of the mapping does. */
export type Constants = Readonly<Record<Filled, Body>>;

/** What these settings put into objects. */
export function constantsOf(settings: ConstantSettings): Constants {
  const of = (object: Filled): Body =>
    Object.fromEntries(
      Object.entries(attributesOf[object])
        .map(([setting, attribute]) => [attribute, settings[setting as keyof ConstantSettings]] as const)
        .filter(([, value]) => value),
    );
  return { serviceRequest: of('serviceRequest'), interaction: of('interaction') };
}

/** The setting that an attribute can be filled by; undefined where there is none. */
export function settingOf(object: string, attribute: string): string | undefined {
  const settings = object === 'serviceRequest' || object === 'interaction' ? attributesOf[object] : {};
  return Object.entries(settings).find(([, name]) => name === attribute)?.[0];
}

/** What has a value in every object without a line or a key of ours. */
export function filledAnyway(
  object: string,
  {
    constants,
    submissionIdField,
    hasContact,
  }: {
    readonly constants: Constants;
    readonly submissionIdField: string | null;
    readonly hasContact: boolean;
  },
): string[] {
  if (object === 'interaction')
    return [...Object.keys(constants.interaction), ...(hasContact ? ['ContactPartyId'] : [])];
  if (object !== 'serviceRequest') return [];
  return [
    ...Object.keys(constants.serviceRequest),
    ...(submissionIdField ? [] : ['Title']),
    ...(hasContact ? ['PrimaryContactPartyId'] : []),
  ];
}
