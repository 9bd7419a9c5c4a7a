import { describe, expect, it } from 'vitest';
import { type FormSettings, FormState } from '../../src/form/form-state.ts';
import type { FormDefinition } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';
import { issue } from '../../src/model/issue.ts';

const form: FormDefinition = {
  name: 'small',
  version: '1',
  steps: [
    {
      key: 'first',
      fields: [
        { key: 'name', kind: 'text', required: true, maxLength: 5 },
        { key: 'email', kind: 'email', required: true },
        { key: 'owns', kind: 'yes-no', required: true },
        {
          key: 'truck',
          kind: 'choice',
          required: true,
          when: { field: 'owns', is: true },
          options: [{ code: 'VAN' }, { code: 'TRACTOR' }, { code: 'TANK', unlisted: true }],
        },
      ],
    },
    {
      key: 'second',
      fields: [
        { key: 'country', kind: 'choice', options: [{ code: 'US' }, { code: 'CA' }] },
        {
          key: 'state',
          kind: 'choice',
          groupedBy: 'country',
          options: [
            { code: 'CO', group: 'US' },
            { code: 'ON', group: 'CA' },
          ],
        },
        { key: 'zip', kind: 'postal-code', country: 'country' },
        { key: 'sms', kind: 'consent' },
      ],
    },
  ],
};

const [first] = form.steps;

function stateOf(settings: Partial<FormSettings> = {}) {
  const state = new FormState({ definition: form, ...settings });
  let changes = 0;
  state.addEventListener('change', () => {
    changes += 1;
  });
  return { state, changes: () => changes };
}

const codes = (state: FormState, ...keys: string[]) => keys.map((key) => state.issueAt(key)?.code);

describe('typing', () => {
  it('announces nothing while nothing but the value changes', () => {
    const { state, changes } = stateOf();
    for (const text of ['a', 'a@', 'a@b']) state.set('email', text);
    expect(changes()).toBe(0);
    expect(state.value('email')).toBe('a@b');
  });

  it('announces that a question appears, and that it disappears', () => {
    const { state, changes } = stateOf();
    state.set('owns', true);
    expect(state.stepOf('truck')?.key).toBe('first');
    state.set('owns', false);
    expect(state.stepOf('truck')).toBeUndefined();
    expect(changes()).toBe(2);
  });

  it('announces a question that depends on a text', () => {
    const code = { key: 'code "1"', kind: 'text' } as const;
    const gift = { key: 'gift', kind: 'yes-no', when: { any: [{ field: code.key, is: 'mug' }] } } as const;
    const step = { key: 'only', fields: [code, gift] };
    const { state, changes } = stateOf({ definition: { ...form, steps: [step] } });
    const asked = ['m', 'mu', 'mug', 'mugs'].map((text) => {
      state.set(code.key, text);
      return state.fields(step).length;
    });
    expect(asked).toEqual([1, 1, 2, 1]);
    expect(changes()).toBe(2);
  });

  it('announces a question that depends on an option which depends on a text', () => {
    const country = { key: 'country', kind: 'text' } as const;
    const states = form.steps.flatMap(({ fields }) => fields).filter(({ key }) => key === 'state');
    const toll = { key: 'toll', kind: 'yes-no', when: { field: 'state', is: 'CO' } } as const;
    const step = { key: 'only', fields: [country, ...states, toll] };
    const { state } = stateOf({ definition: { ...form, steps: [step] } });
    state.set('state', 'CO');
    expect(state.fields(step)).toContain(toll);
    state.set('country', 'CA');
    expect(state.fields(step)).not.toContain(toll);
  });

  it('announces that other options can be chosen', () => {
    const { state, changes } = stateOf();
    state.set('country', 'CA');
    expect(changes()).toBe(1);
  });

  it('takes a complaint away as soon as it is fixed, and not before', () => {
    const { state } = stateOf();
    state.set('email', 'a@b');
    state.leave('email');
    state.set('email', 'a@b.');
    expect(codes(state, 'email')).toEqual(['invalid_email']);
    state.set('email', 'a@b.co');
    expect(codes(state, 'email')).toEqual([undefined]);
  });

  it('does not replace a complaint by another one under the typing hand', () => {
    const { state } = stateOf();
    state.check(first);
    state.set('email', 'a');
    expect(codes(state, 'email')).toEqual([undefined]);
    state.leave('email');
    expect(codes(state, 'email')).toEqual(['invalid_email']);
  });

  it('settles a complaint that another answer made wrong', () => {
    const { state } = stateOf();
    state.set('country', 'CA');
    state.set('zip', '80207');
    state.leave('zip');
    expect(codes(state, 'zip')).toEqual(['invalid_postal_code']);
    state.set('country', 'US');
    expect(codes(state, 'zip')).toEqual([undefined]);
  });
});

describe('leaving a field', () => {
  it('says nothing about a field that was only passed through', () => {
    const { state, changes } = stateOf();
    state.leave('name');
    expect(codes(state, 'name')).toEqual([undefined]);
    expect(changes()).toBe(0);
  });

  it('complains about what was entered', () => {
    const { state, changes } = stateOf();
    state.set('name', 'too long a name');
    state.leave('name');
    expect(state.issueAt('name')).toEqual(issue('answers.name', 'too_long', { max: 5 }));
    expect(changes()).toBe(1);
  });
});

describe('checking', () => {
  it('complains about every question of the step, in the order asked, and no other', () => {
    const { state } = stateOf();
    state.set('owns', true);
    expect(state.check(first).map(({ path }) => path)).toEqual([
      'answers.name',
      'answers.email',
      'answers.truck',
    ]);
    expect(state.check()).toHaveLength(3);
  });

  it('says nothing about a question that does not show', () => {
    const { state } = stateOf({ given: new Map(Object.entries({ name: 'Ann', email: 'ann@example.com' })) });
    state.set('owns', true);
    expect(codes(state, 'truck')).toEqual([undefined]);
    expect(state.check()).toHaveLength(1);
    state.set('owns', false);
    expect(state.check()).toEqual([]);
  });
});

describe('complaints from elsewhere', () => {
  const taken = issue('answers.email', 'invalid_email');

  it('gives those that found their field', () => {
    const { state } = stateOf();
    expect(state.showIssues([taken, issue('formVersion', 'unsupported_version')])).toEqual([taken]);
    expect(codes(state, 'email')).toEqual(['invalid_email']);
  });

  it('stay until their own field is changed, whatever else is typed', () => {
    const { state } = stateOf();
    state.set('email', 'ann@example.com');
    state.showIssues([taken]);
    state.set('name', 'Ann');
    expect(codes(state, 'email')).toEqual(['invalid_email']);
    state.set('email', 'anne@example.com');
    expect(codes(state, 'email')).toEqual([undefined]);
  });

  it('do not keep the reader from sending the same again', () => {
    const { state } = stateOf();
    for (const [key, value] of [
      ['name', 'Ann'],
      ['email', 'ann@example.com'],
      ['owns', false],
    ] as const) {
      state.set(key, value);
    }
    state.showIssues([taken]);
    expect(state.check()).toEqual([]);
  });
});

describe('answers', () => {
  it('leave out what was entered into a question that no longer shows, and keep it for when it shows again', () => {
    const { state } = stateOf();
    state.set('owns', true);
    state.set('truck', 'VAN');
    state.set('owns', false);
    expect(state.answers).toEqual({ owns: false });
    state.set('owns', true);
    expect(state.answers).toEqual({ owns: true, truck: 'VAN' });
  });

  it('leave out a state of another country', () => {
    const { state } = stateOf();
    state.set('state', 'CO');
    state.set('country', 'CA');
    expect(state.answers).toEqual({ country: 'CA' });
    state.set('country', 'US');
    expect(state.answers).toEqual({ country: 'US', state: 'CO' });
  });

  it('leave out what was emptied again, and consents', () => {
    const { state } = stateOf();
    state.set('name', 'Ann');
    state.set('name', '');
    state.set('sms', true);
    expect(state.answers).toEqual({});
    expect(state.decisions).toEqual([{ document: 'sms', granted: true }]);
  });

  it('hold the presets, except of a question that would not be asked', () => {
    const { state } = stateOf({ presets: { truck: 'VAN' } });
    expect(state.answers).toEqual({});
    state.set('owns', true);
    expect(state.answers).toEqual({ owns: true, truck: 'VAN' });
    expect(state.stepOf('truck')).toBeUndefined();
  });
});

describe('options', () => {
  const truck = form.steps[0]?.fields[3];
  const place = form.steps[1]?.fields[1];

  it('are not those that are unlisted, unless the page filled one in', () => {
    if (truck?.kind !== 'choice') throw new Error('not a choice');
    const offered = (settings: Partial<FormSettings>) =>
      stateOf(settings)
        .state.options(truck)
        .map(({ code }) => code);
    expect(offered({})).toEqual(['VAN', 'TRACTOR']);
    expect(offered({ given: new Map(Object.entries({ truck: 'TANK' })) })).toEqual([
      'VAN',
      'TRACTOR',
      'TANK',
    ]);
  });

  it('are those of the group chosen, once one is', () => {
    if (place?.kind !== 'choice') throw new Error('not a choice');
    const { state } = stateOf();
    expect(state.options(place)).toHaveLength(2);
    state.set('country', 'CA');
    expect(state.options(place).map(({ code }) => code)).toEqual(['ON']);
  });
});

describe('settings that change', () => {
  it('leave alone what was entered', () => {
    const { state } = stateOf();
    state.set('name', 'Ann');
    state.configure({
      definition: form,
      given: new Map(Object.entries({ name: 'Bob', email: 'bob@example.com' })),
    });
    expect(state.value('name')).toBe('Ann');
    expect(state.value('email')).toBe('bob@example.com');
  });

  it('let a preset win, and give back what was entered when it goes', () => {
    const { state } = stateOf();
    state.set('name', 'Ann');
    state.configure({ definition: form, presets: { name: 'Fixed' } });
    expect(state.value('name')).toBe('Fixed');
    state.configure({ definition: form });
    expect(state.value('name')).toBe('Ann');
  });
});

describe('reset', () => {
  it('goes back to what the page filled in', () => {
    const { state } = stateOf({ given: new Map(Object.entries({ name: 'Ann' })) });
    state.set('name', 'Bea');
    state.set('sms', true);
    state.check();
    state.reset();
    expect(state.value('name')).toBe('Ann');
    expect(state.decisions).toEqual([{ document: 'sms', granted: false }]);
    expect(codes(state, 'email', 'owns')).toEqual([undefined, undefined]);
    expect(state.consents.of('sms')).toBeUndefined();
  });
});

describe('steps', () => {
  it('are those with a question to ask', () => {
    const keys = Object.fromEntries(driverShort.steps[2]?.fields.map(({ key }) => [key, 'x']) ?? []);
    const state = new FormState({ definition: driverShort, presets: keys });
    expect(state.steps.map(({ key }) => key)).toEqual(['driving', 'preferences', 'review']);
  });
});
