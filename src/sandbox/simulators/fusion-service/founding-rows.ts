import type { Ids } from './ids.ts';
import type { Row, Value } from './rows.ts';

/** The people that work in the tenant, by `PartyId`. They have no collection of their own here. */
export const RESOURCES: Readonly<Record<string, { partyNumber: string; name: string }>> = {
  '300000187654320873': { partyNumber: 'CDRM_9001', name: 'Dana Whitfield' },
  '300000187654320809': { partyNumber: 'CDRM_9002', name: 'Luis Ortega' },
};

/** The channels that interactions go by, by channel type. */
export const CHANNELS: Readonly<Record<string, bigint>> = {
  ORA_SVC_WEB: 300_000_187_654_320_745n,
  ORA_SVC_EMAIL: 300_000_187_654_320_681n,
  ORA_SVC_PHONE: 300_000_187_654_320_617n,
  ORA_SVC_CHAT: 300_000_187_654_320_553n,
};

/** An account, a queue, and a contact for a caller to read as a test of its credentials. */
export function foundingRows(ids: Ids): Omit<Row, 'version'>[] {
  const row = (type: Row['type'], key: string, values: Record<string, Value>): Omit<Row, 'version'> => {
    const id = ids.next();
    return { type, id, parent: null, values: new Map(Object.entries({ [key]: id, ...values, ...AUDIT })) };
  };
  return [
    row('accounts', 'PartyId', { PartyNumber: 'CDRM_1001', OrganizationName: 'Example Freight Lines' }),
    row('queues', 'QueueId', { QueueName: 'Driver Applications' }),
    row('contacts', 'PartyId', {
      PartyNumber: 'CDRM_1002',
      FirstName: 'Rosa',
      LastName: 'Delgado',
      ContactName: 'Rosa Delgado',
      EmailAddress: 'rosa.delgado@example.com',
    }),
  ];
}

const AUDIT = {
  CreatedBy: 'SETUP',
  CreationDate: '2026-01-05T08:00:00-08:00',
  LastUpdatedBy: 'SETUP',
  LastUpdateDate: '2026-01-05T08:00:00-08:00',
};
