import { refusal } from './problem.ts';

const ERROR_TYPE = 'application/vnd.oracle.adf.error+json';
const ITEM_TYPES = ['application/json', 'application/vnd.oracle.adf.resourceitem+json'];
const ACTION_TYPE = 'application/vnd.oracle.adf.action+json';

/** What an `Accept` header can name to be answered. */
const ANSWER_TYPES = [
  ...ITEM_TYPES,
  'application/vnd.oracle.adf.resourcecollection+json',
  'application/vnd.oracle.adf.actionresult+json',
  'application/vnd.oracle.adf.description+json',
  'application/*',
  '*/*',
];

/** When an error is structured: only if `Accept` names the type of errors, if it allows it, always, or never. */
export type StructuredErrors = 'named' | 'allowed' | 'always' | 'never';

/** Whether a caller gets structured errors. */
export function takesStructuredErrors(accept: string | null, when: StructuredErrors): boolean {
  if (when === 'always' || when === 'never') return when === 'always';
  const ranges = rangesOf(accept);
  if (ranges.includes(ERROR_TYPE)) return true;
  const allowsAll = ranges.length === 0 || ranges.some((each) => each === '*/*' || each === 'application/*');
  return when === 'allowed' && allowsAll;
}

/** Refuses a caller that does not take JSON. */
export function checkAccept(accept: string | null, isEnclosure: boolean): void {
  const ranges = rangesOf(accept);
  const types = isEnclosure ? ['application/octet-stream', ...ANSWER_TYPES] : ANSWER_TYPES;
  if (ranges.length === 0 || ranges.some((each) => types.includes(each))) return;
  throw refusal('accept', 'The Accept header allows none of the types of this resource');
}

/** Refuses a body that is declared to be something else, in another charset, or compressed. */
export function checkContentType(headers: Headers, body: 'item' | 'action' | 'action-or-item'): void {
  const [type = '', ...parameters] = (headers.get('content-type') ?? '').toLowerCase().split(';');
  const charset = parameters.map((each) => each.trim()).find((each) => each.startsWith('charset='));
  const isUtf8 = charset === undefined || ['charset=utf-8', 'charset="utf-8"'].includes(charset);
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  const types = {
    item: ITEM_TYPES,
    action: [ACTION_TYPE],
    'action-or-item': [ACTION_TYPE, ...ITEM_TYPES],
  }[body];
  if (types.includes(type.trim()) && isUtf8 && coding === 'identity') return;
  throw refusal('mediaType', `The Content-Type must be ${types.join(' or ')}, in UTF-8 and not compressed`);
}

/** The types a header lists, without those that it excludes with `q=0`. */
function rangesOf(accept: string | null): string[] {
  return (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((part) => part.trim()))
    .filter(
      ([type = '', ...parameters]) => type !== '' && !parameters.some((each) => /^q=0(\.0*)?$/.test(each)),
    )
    .map(([type = '']) => type);
}
