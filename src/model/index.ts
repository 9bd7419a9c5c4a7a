import { addMoreAnswerRules } from './more-answer-rules.ts';

export { type AnswerRule, addAnswerRules } from './answer-rules.ts';
export * from './condition.ts';
export * from './definition.ts';
export { driverShort } from './forms/driver-short.ts';
export { type Issue, type IssueCode, issue, type Parsed } from './issue.ts';
export * from './labels.ts';
export * from './regions.ts';
export * from './submission.ts';
export { validateAnswers } from './validate-answers.ts';

addMoreAnswerRules();
