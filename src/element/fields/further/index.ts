import { addMoreAnswerRules } from '../../../model/more-answer-rules.ts';

/** Makes the kinds of fields known that the short form does without: their rules, and how they are drawn. */
export function addFurtherKinds(): void {
  addMoreAnswerRules();
}
