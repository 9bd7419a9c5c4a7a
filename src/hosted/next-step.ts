import type { FormState } from '../form/form-state.ts';
import { keyOf } from '../form/form-state.ts';
import type { StepDefinition } from '../model/definition.ts';
import type { Issue } from '../model/issue.ts';

/** What a page asked, and how it was left. */
export interface Posted {
  readonly step: StepDefinition;
  /** The keys of the questions that were on the page. */
  readonly asked: readonly string[];
  /** `back`, the key of a step to change, or nothing to go on. */
  readonly go: string | undefined;
  /** Whether the page is wanted again as it is: in another language. */
  readonly stays: boolean;
  /** The key of the step to come back to after a change. */
  readonly returnTo: string | undefined;
}

/** The step to show next, with its complaints; or nothing is left to ask, and the application is to be sent. */
export type Next =
  | {
      readonly step: StepDefinition;
      readonly issues: readonly Issue[];
      readonly returnTo?: string | undefined;
    }
  | 'send';

/**
 * Where a page leads: as the element's buttons do. A question that has come up because of an answer shows on the same
 * step first, and nobody is told that they have not answered what they were not asked.
 */
export function nextStep(state: FormState, { step, asked, go, stays, returnTo }: Posted): Next {
  const steps = state.steps;
  const at = steps.findIndex(({ key }) => key === step.key);
  const here = steps[at] ?? steps[0] ?? step;
  const calm = (to: StepDefinition, back = returnTo): Next => ({
    step: to,
    issues: [],
    returnTo: back === to.key ? undefined : back,
  });
  if (stays) return calm(here);
  if (go === 'back') return calm(steps[at - 1] ?? here);
  const change = steps.find(({ key }) => key === go);
  if (change) return calm(change, here.key);

  const found = state.check(here);
  const unasked = state.fields(here).filter(({ key, kind }) => kind !== 'notice' && !asked.includes(key));
  const issues = found.filter((each) => !unasked.some(({ key }) => key === keyOf(each)));
  if (issues.length || unasked.length) return { step: here, issues, returnTo };
  const next = steps[at + 1];
  if (!next) return 'send';
  const back = steps.findIndex(({ key }) => key === returnTo);
  return calm(steps[back > at ? back : at + 1] ?? next);
}

/** The first step that has one of these complaints. */
export function stepOfIssues(state: FormState, issues: readonly Issue[]): StepDefinition | undefined {
  return state.stepOf(...issues.map(keyOf));
}
