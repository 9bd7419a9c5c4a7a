import { jsonResponse } from '../json.ts';
import { PLAIN_TEXT } from './attribute.ts';
import { checkValue } from './check-value.ts';
import { valuesAfterChange } from './derived-values.ts';
import { refusal } from './problem.ts';
import { readBody } from './read-body.ts';
import type { Visit } from './visit.ts';

/** Puts a service request into the only queue, unless it is in one already and that is not to be overridden. */
export function runQueueAssignment(visit: Visit): Response {
  const { call, settings, rows } = visit;
  const kind = settings.assumptions.actionMediaType === 'any' ? 'action-or-item' : 'action';
  const { srNumber, overrideQueueFlag = false, ...surplus } = readBody(call, kind, settings.assumptions);
  const [unknown] = Object.keys(surplus);
  if (unknown !== undefined) throw refusal('unknownAttribute', `${unknown.slice(0, 100)} is not a parameter`);
  const override = checkValue(overrideQueueFlag, { ...PLAIN_TEXT, type: 'boolean' }, settings, rows);
  if (!('value' in override)) throw refusal('value', `overrideQueueFlag ${override.wrong}`);
  const row = rows.list('serviceRequests').find(({ values }) => values.get('SrNumber') === srNumber);
  if (row === undefined) throw refusal('reference', 'srNumber must be that of a service request');
  const [queue] = rows.list('queues');
  const isQueued = (row.values.get('QueueId') ?? null) !== null;
  if (queue !== undefined && (!isQueued || override.value === true)) {
    rows.update(row, valuesAfterChange(row, new Map([['QueueId', queue.id]]), visit));
  }
  return jsonResponse({ result: 'SUCCESS' });
}
