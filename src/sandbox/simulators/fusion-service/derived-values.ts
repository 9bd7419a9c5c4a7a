import { CHANNELS } from './founding-rows.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import type { Row, Value, Values } from './rows.ts';
import type { TenantSettings } from './tenant-settings.ts';
import { timestamp } from './timestamp.ts';
import type { Visit } from './visit.ts';

/** What the system adds of its own to a new row, its id included: numbers, defaults, and whatever follows from the rest. */
export function valuesOfNewRow(row: Omit<Row, 'version'>, { settings, rows, now, user }: Visit): Values {
  const at = timestamp(now(), settings.utcOffset);
  const audit = { CreatedBy: user, CreationDate: at, LastUpdatedBy: user, LastUpdateDate: at };
  const values = new Map<string, Value>([[RESOURCE_TYPES[row.type].id, row.id]]);
  const add = (more: Record<string, Value>) => {
    for (const [name, value] of Object.entries(more)) values.set(name, value);
  };
  const number = (first: number, write: (n: number) => string, attribute: string): string => {
    const next = write(rows.ids.nextOf(row.type, first));
    const isTaken = rows.list(row.type).some((each) => each.values.get(attribute) === next);
    return isTaken ? number(first, write, attribute) : next;
  };
  const parent = (name: string): Value => row.parent?.values.get(name) ?? null;
  switch (row.type) {
    case 'contacts':
      add({ PartyNumber: number(10001, (n) => `CDRM_${n}`, 'PartyNumber') });
      break;
    case 'contactPoints':
      add({ PartyNumber: parent('PartyNumber') });
      break;
    case 'serviceRequests': {
      const { srNumberPrefix, srNumberDigits } = settings.assumptions;
      const write = (n: number) => srNumberPrefix + String(n).padStart(srNumberDigits, '0');
      add({ SrNumber: number(12345, write, 'SrNumber'), StatusCd: 'ORA_SVC_NEW' });
      break;
    }
    case 'srContacts':
    case 'srResourceMembers':
    case 'messages':
      add({ SrId: parent('SrId'), SrNumber: parent('SrNumber') });
      break;
    case 'interactions':
      add(interactionDefaults(row, settings, at));
      if (!row.values.get('InteractionNumber')) {
        add({ InteractionNumber: number(1001, String, 'InteractionNumber') });
      }
      break;
    case 'interactionReferences':
      add({
        ReferenceNumber: String(rows.ids.nextOf(row.type, 1)),
        InteractionId: parent('InteractionId'),
        InteractionNumber: parent('InteractionNumber'),
        UpdateableFlag: true,
        DeleteableFlag: true,
      });
      break;
    default:
  }
  // What the caller sent, stands before a default, unless it is nothing.
  for (const [name, value] of row.values) if (value !== null || !values.has(name)) values.set(name, value);
  add(audit);
  return withDerived(row.type, values);
}

/** The values of a row after a change. */
export function valuesAfterChange(row: Row, changes: Values, { settings, now, user }: Visit): Values {
  const audit: [string, Value][] = [
    ['LastUpdatedBy', user],
    ['LastUpdateDate', timestamp(now(), settings.utcOffset)],
  ];
  return withDerived(row.type, new Map([...row.values, ...changes, ...audit]));
}

/** As the vendor's example shows them. */
function interactionDefaults(
  row: Omit<Row, 'version'>,
  { lookups }: TenantSettings,
  at: string,
): Record<string, Value> {
  const channel = String(row.values.get('ChannelTypeCd'));
  return {
    StatusCd: 'ORA_SVC_OPEN',
    DirectionCd: 'ORA_SVC_INBOUND',
    StripeCd: 'ORA_SVC_CRM',
    StartTime: at,
    ParentInteractionId: row.id,
    TopLevelFlag: 'true',
    ChannelId: (Object.hasOwn(CHANNELS, channel) && CHANNELS[channel]) || null,
    ChannelDisplayName: lookups.ORA_SVC_CHANNEL_TYPE_CD?.[channel] ?? null,
  };
}

function withDerived(type: Row['type'], values: Map<string, Value>): Values {
  const joined = (names: readonly string[]) => {
    const parts = names.map((name) => values.get(name)).filter((each) => typeof each === 'string');
    return parts.length === 0 ? null : parts.join(' ');
  };
  if (type === 'contacts') {
    values.set('ContactName', joined(['FirstName', 'LastName']));
    const mobile = joined(['MobileCountryCode', 'MobileAreaCode', 'MobileNumber']);
    values.set('RawMobileNumber', mobile?.replaceAll(/[^0-9]/g, '') ?? null);
    values.set('FormattedMobileNumber', mobile === null ? null : mobile.replace(/^(?=\d{1,3} )/, '+'));
  }
  const contents = values.get('FileContents');
  if (type === 'attachments' && typeof contents === 'string') {
    values.set('UploadedFileLength', BigInt(atob(contents).length));
  }
  return values;
}
