import { addAnswerRules, answerRule } from './answer-rules.ts';
import { furtherRules } from './further-rules.ts';
import { judgeAnswers } from './validate-answers.ts';

// Where nothing has to be fetched over a telephone, all kinds of fields are known from the start.
addAnswerRules(furtherRules(judgeAnswers));

/** Whether there are fields of a kind. */
export const isKind = (kind: string): boolean => answerRule(kind) !== undefined;
