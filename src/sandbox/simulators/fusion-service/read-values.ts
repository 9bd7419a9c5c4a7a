import type { ExactJsonObject } from '../exact-json.ts';
import { checkValue } from './check-value.ts';
import type { Reason } from './problem.ts';
import type { Reading } from './read-new-row.ts';
import type { TypeName } from './resource-types.ts';
import type { Value } from './rows.ts';

/** The values of attributes in a body; what is wrong with them is noted. */
export function readValues(
  body: ExactJsonObject,
  type: TypeName,
  purpose: 'create' | 'update',
  { settings, rows, objections, at }: Reading,
): Map<string, Value> {
  const attributes = settings.attributes[type];
  const { unknownAttributes, readOnlyAttributes } = settings.assumptions;
  const values = new Map<string, Value>();
  const object = (reason: Reason, name: string, wrong: string) =>
    objections.push({ reason, detail: `${name} ${wrong}`, path: `${at}/${name}` });
  for (const [name, input] of Object.entries(body)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined) {
      if (unknownAttributes === 'refused') object('unknownAttribute', name, 'is not an attribute');
      continue;
    }
    const { allowChanges } = attribute;
    if (allowChanges === 'never' || (allowChanges === 'inInsert' && purpose === 'update')) {
      if (readOnlyAttributes === 'refused') object('readOnly', name, 'cannot be set');
      continue;
    }
    const checked = checkValue(input, attribute, settings, rows);
    if ('value' in checked) values.set(name, checked.value);
    else object(checked.reason, name, checked.wrong);
  }
  if (purpose === 'create') {
    const missing = Object.keys(attributes).filter(
      (name) => attributes[name]?.mandatory && !Object.hasOwn(body, name),
    );
    for (const name of missing) object('missing', name, 'must have a value');
  }
  return values;
}
