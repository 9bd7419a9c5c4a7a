import { type Attributes, PLAIN_TEXT } from './attribute.ts';
import { CHANNELS } from './founding-rows.ts';
import { type Item, listItems } from './list-items.ts';
import { lovNameOf } from './lov-name.ts';
import { refusal } from './problem.ts';
import type { TypeName } from './resource-types.ts';
import type { Value } from './rows.ts';
import type { Visit } from './visit.ts';

const CODE_ATTRIBUTES: Attributes = {
  LookupType: PLAIN_TEXT,
  LookupCode: PLAIN_TEXT,
  Meaning: PLAIN_TEXT,
};

const CHANNEL_ATTRIBUTES: Attributes = {
  ChannelId: { ...PLAIN_TEXT, type: 'integer' },
  ChannelTypeCd: PLAIN_TEXT,
  ChannelDisplayName: PLAIN_TEXT,
};

/** The list of values of that name of a resource. */
export function listValues(name: string, type: TypeName, visit: Visit): Response {
  const { attributes, lookups } = visit.settings;
  if (type === 'interactions' && name === 'ChannelIdByChannelType') {
    const channels = Object.entries(lookups.ORA_SVC_CHANNEL_TYPE_CD ?? {}).flatMap(([code, meaning]) => {
      const id = CHANNELS[code];
      if (id === undefined) return [];
      return [itemOf({ ChannelId: id, ChannelTypeCd: code, ChannelDisplayName: meaning })];
    });
    return listItems(channels, CHANNEL_ATTRIBUTES, visit);
  }
  const lookup = Object.entries(attributes[type]).find(([each]) => lovNameOf(each) === name)?.[1].lookup;
  if (lookup === undefined || lookup === null) {
    throw refusal('notFound', 'There is no such list of values');
  }
  return listItems(codesOf(lookup, visit), CODE_ATTRIBUTES, visit);
}

/**
 * The codes of a lookup type by the finder, `IsEnabledFinder;BindChildLookupType=…,BindParentLookupType=…`. The parent
 * must exist but takes nothing away: which codes belong to which parent is not known.
 */
export function listByFinder(finder: string, visit: Visit): Response {
  const [name, variables = '', ...surplus] = finder.split(';');
  const bound = new Map<string, string>();
  for (const part of variables.split(',').filter((each) => each !== '')) {
    const [, variable, value] = /^\s*([A-Za-z]+)=(.*)$/s.exec(part) ?? [];
    if (variable === undefined || value === undefined) throw unreadable();
    bound.set(variable, value.trim());
  }
  const child = bound.get('BindChildLookupType');
  const known = ['BindChildLookupType', 'BindParentLookupType'];
  const isKnown = [...bound.keys()].every((each) => known.includes(each));
  if (name !== 'IsEnabledFinder' || surplus.length > 0 || child === undefined || !isKnown) throw unreadable();
  const parent = bound.get('BindParentLookupType');
  const hasParent = parent === undefined || Object.hasOwn(visit.settings.lookups, parent);
  return listItems(hasParent ? codesOf(child, visit) : [], CODE_ATTRIBUTES, visit);
}

function codesOf(lookup: string, { settings }: Visit): Item[] {
  const codes = Object.hasOwn(settings.lookups, lookup) ? settings.lookups[lookup] : {};
  return Object.entries(codes ?? {}).map(([code, meaning]) =>
    itemOf({ LookupType: lookup, LookupCode: code, Meaning: meaning }),
  );
}

function itemOf(values: Record<string, Value>): Item {
  return { values: new Map(Object.entries(values)), show: () => values };
}

function unreadable(): Error {
  return refusal('query', 'There is no such finder, or its variables are malformed');
}
