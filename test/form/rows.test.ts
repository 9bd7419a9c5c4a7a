import { describe, expect, it } from 'vitest';
import { placesInRows } from '../../src/element/fields/further/rows.ts';
import { FormState } from '../../src/form/form-state.ts';
import '../../src/model/all-kinds.ts';
import type { FormDefinition } from '../../src/model/definition.ts';

const definition: FormDefinition = {
  name: 'own',
  version: '1',
  steps: [
    {
      key: 'past',
      fields: [
        {
          key: 'jobs',
          kind: 'repeater',
          fields: [
            { key: 'employer', kind: 'text', format: 'name', required: true },
            { key: 'still_there', kind: 'yes-no' },
            { key: 'left_because', kind: 'text', required: true, when: { field: 'still_there', is: false } },
          ],
        },
      ],
    },
  ],
};

/** A job that has ended. */
function filledIn(): FormState {
  const state = new FormState({
    definition,
    kindOf: (kind) => (kind === 'repeater' ? { within: placesInRows } : undefined),
  });
  state.set('jobs.0.employer', 'Example Freight');
  state.set('jobs.0.still_there', false);
  state.set('jobs.0.left_because', 'Home time');
  return state;
}

describe('what was answered in a row and is asked no longer', () => {
  it('stays out of the answers, and is no mistake', () => {
    const state = filledIn();
    state.set('jobs.0.still_there', true);
    expect(state.check()).toEqual([]);
    expect(state.answers).toEqual({ jobs: [{ employer: 'Example Freight', still_there: true }] });
  });

  it('is back when it is asked again', () => {
    const state = filledIn();
    state.set('jobs.0.still_there', true);
    state.check();
    state.set('jobs.0.still_there', false);
    expect(state.value('jobs.0.left_because')).toBe('Home time');
    expect(state.answers).toMatchObject({ jobs: [{ left_because: 'Home time' }] });
  });
});

describe('a complaint about a row', () => {
  it('stands at its own row, also when one before it is empty', () => {
    const state = filledIn();
    state.set('jobs', [{}, { employer: '!' }]);
    state.leave('jobs.1.employer');
    expect(state.issueAt('jobs.1.employer')?.code).toBe('invalid_name');
    expect(state.issueAt('jobs.0.employer')).toBeUndefined();
  });
});
