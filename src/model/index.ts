export * from './condition.ts';
export * from './definition.ts';
export { driverShort } from './forms/driver-short.ts';
export { type Issue, type IssueCode, issue, type Parsed } from './issue.ts';
export * from './labels.ts';
export * from './regions.ts';
export { schemaFor, validateAnswers } from './schema.ts';
export * from './submission.ts';
