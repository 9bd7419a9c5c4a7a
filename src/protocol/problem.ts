/** The media type of every error (RFC 9457). */
export const problemMediaType = 'application/problem+json';

/** The base of `type`. The URIs name the kinds of problem; nothing needs to be served there. */
const problemBase = 'https://applicant-intake.example.com/problems/';

/** Every kind of problem the intake API answers with, its status and its title. */
export const problemKinds = {
  'malformed-request': [400, 'The request could not be read'],
  unauthorized: [401, 'This takes a credential'],
  'origin-not-allowed': [403, 'This origin may not send applications here'],
  'not-found': [404, 'Nothing is here'],
  'method-not-allowed': [405, 'This method is not supported here'],
  'request-timeout': [408, 'The request took too long to arrive'],
  'files-closed': [409, 'This application takes no files any more'],
  'too-large': [413, 'The request is too large'],
  'target-too-long': [414, 'The address is too long'],
  'unsupported-media-type': [415, 'This content type is not taken here'],
  'invalid-application': [422, 'The application has problems'],
  'invalid-files': [422, 'The files have problems'],
  'id-reused': [422, 'This id was used for an application with other content'],
  'too-many-requests': [429, 'Too many requests; try again later'],
  'head-too-large': [431, 'The headers are too large'],
  'internal-error': [500, 'Something went wrong here'],
  'too-busy': [503, 'Too many are here at the moment; try again later'],
  'storage-unavailable': [503, 'The application cannot be stored at the moment; try again later'],
  starting: [503, 'The proxy has not started yet'],
  stopping: [503, 'The proxy is about to stop'],
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** The URI of a kind of problem. */
export const problemType = (kind: ProblemKind) => `${problemBase}${kind}`;
