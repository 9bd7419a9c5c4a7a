import { EgainProblem } from './problem.ts';

/** The two formats of the API. */
export type Format = 'json' | 'xml';

/** Each format's media type. */
export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  xml: 'application/xml',
};

/** The format that the caller likes best; XML where it does not care; null when it takes neither. */
export function acceptedFormat(accept: string | null): Format | null {
  const ranges = (accept ?? '')
    .split(',')
    .map(readRange)
    .filter((range) => range.type !== '');
  if (ranges.length === 0) return 'xml';
  const quality = (format: Format) => {
    const fitting = [MEDIA_TYPES[format], 'application/*', '*/*']
      .map((type) => ranges.find((range) => range.type === type))
      .find((range) => range !== undefined);
    return fitting?.quality ?? 0;
  };
  const [json, xml] = [quality('json'), quality('xml')];
  if (json === 0 && xml === 0) return null;
  return json > xml ? 'json' : 'xml';
}

/** The format that the body is declared to have; 415 for any other, for another charset, and for a compressed body. */
export function declaredFormat(headers: Headers): Format {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? 'identity';
  if (coding !== 'identity') throw unsupported('Request bodies must not be compressed');
  const [type, ...parameters] = (headers.get('content-type') ?? '')
    .toLowerCase()
    .split(';')
    .map((s) => s.trim());
  const charset = parameters
    .find((each) => each.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8') throw unsupported('The charset must be UTF-8');
  if (type === MEDIA_TYPES.json) return 'json';
  if (type === MEDIA_TYPES.xml) return 'xml';
  throw unsupported(`Content-Type must be ${MEDIA_TYPES.xml} or ${MEDIA_TYPES.json}`);
}

function readRange(range: string): { type: string; quality: number } {
  const [type = '', ...parameters] = range
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { type, quality: Number.isNaN(quality) ? 0 : quality };
}

function unsupported(message: string): EgainProblem {
  return new EgainProblem(415, 'mediaType', message);
}
