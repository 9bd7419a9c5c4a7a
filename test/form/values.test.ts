import { describe, expect, it } from 'vitest';
import { usableValues } from '../../src/element/page/usable-values.ts';
import { FormState } from '../../src/form/form-state.ts';
import type { FormDefinition } from '../../src/model/definition.ts';

const definition: FormDefinition = {
  name: 'own',
  version: '1',
  steps: [
    {
      key: 'one',
      fields: [
        { key: 'zip', kind: 'postal-code' },
        { key: 'phone', kind: 'tel' },
        { key: 'cdl', kind: 'yes-no' },
        {
          key: 'class',
          kind: 'choice',
          options: [{ code: '5' }, { code: 'A' }],
          when: { field: 'cdl', is: true },
        },
        { key: 'hazmat', kind: 'yes-no', when: { field: 'class', is: 'A' } },
        { key: 'endorsement', kind: 'text', maxLength: 20, when: { field: 'hazmat', is: true } },
        { key: 'sms', kind: 'consent' },
        { key: 'terms', kind: 'consent', required: true },
      ],
    },
  ],
};

const stateOf = (values: unknown) => new FormState({ definition, given: usableValues(definition, values) });

describe('what a page fills in', () => {
  it('becomes text where text is typed, and is left out where it is of another type', () => {
    const state = stateOf({
      zip: 80207,
      phone: null,
      cdl: 'true',
      class: 5,
      endorsement: undefined,
      more: 1,
    });
    expect(state.answers).toEqual({ zip: '80207' });
    for (const key of ['phone', 'cdl', 'class', 'endorsement', 'more'])
      expect(state.value(key)).toBeUndefined();
  });

  it.each([null, undefined, 5, 'text', true, [], [['zip', '80207']], () => {}])('may be %s', (values) => {
    expect(stateOf(values).answers).toEqual({});
  });

  it('never gives a consent', () => {
    const state = stateOf({ sms: true, terms: true });
    expect(state.value('sms')).toBeUndefined();
    expect(state.decisions).toEqual([
      { document: 'sms', granted: false },
      { document: 'terms', granted: false },
    ]);
    state.set('sms', true);
    expect(state.decisions[0]).toEqual({ document: 'sms', granted: true });
  });
});

describe('a required consent', () => {
  it('must be ticked', () => {
    const state = stateOf({});
    expect(state.check()).toEqual([{ path: 'consents.terms', code: 'required', params: {} }]);
    expect(state.issueAt('terms')?.code).toBe('required');
    state.set('terms', true);
    expect(state.issueAt('terms')).toBeUndefined();
    expect(state.check()).toEqual([]);
  });

  it('takes the server’s complaint at its own box', () => {
    const state = stateOf({});
    state.showIssues([{ path: 'consents.terms', code: 'required', params: {} }]);
    expect(state.issueAt('terms')?.code).toBe('required');
  });
});

describe('a chain of conditions', () => {
  it('falls with its first link', () => {
    const state = stateOf({ cdl: true, class: 'A', hazmat: true, endorsement: 'H' });
    expect(Object.keys(state.answers)).toEqual(['cdl', 'class', 'hazmat', 'endorsement']);
    state.set('cdl', false);
    expect(state.answers).toEqual({ cdl: false });
    expect(state.stepOf('endorsement')).toBeUndefined();
    expect(state.stepOf('hazmat')).toBeUndefined();
    state.set('cdl', true);
    expect(state.stepOf('endorsement')).toBeDefined();
  });

  it('does not rest on a consent, which is no answer', () => {
    const [step] = definition.steps;
    const fields = [...(step?.fields ?? []), { key: 'x', kind: 'yes-no', when: { field: 'sms', is: true } }];
    const state = new FormState({
      definition: { ...definition, steps: [{ key: 'one', fields }] } as FormDefinition,
    });
    state.set('sms', true);
    expect(state.stepOf('x')).toBeUndefined();
  });
});
