import { describe, expect, it } from 'vitest';
import { answers } from '../../bench/render/applicant.ts';
import { sections } from '../../bench/render/form-content.ts';
import { plainForm } from '../../bench/render/plain-html/form.ts';
import { fieldsOf } from '../../src/model/definition.ts';
import { driverShort } from '../../src/model/forms/driver-short.ts';

const fields = sections.flatMap((section) => section.fields);
const keys = fields.map(({ key }) => key);

describe('the benchmark of drawing the form', () => {
  it('compares forms that ask everything that driver-short asks of everybody', () => {
    const forDocuments = ['privacy', 'terms'];
    expect([...keys, ...forDocuments].toSorted()).toEqual(
      fieldsOf(driverShort)
        .map(({ key }) => key)
        .toSorted(),
    );
  });

  it('holds the element against a plain page with every question, option and complaint', () => {
    const html = plainForm();
    const names = new Set([...html.matchAll(/ name="(\w+)"/g)].map(([, name]) => name));
    expect([...names].toSorted()).toEqual(keys.toSorted());
    for (const { label, missing, options = [] } of fields) {
      expect(html).toContain(`>${label}`);
      if (missing) expect(html).toContain(`<p class="error">${missing}</p>`);
      for (const { value, label: option } of options) {
        expect(html).toContain(`value="${value}"`);
        expect(html).toContain(option);
      }
    }
  });

  it('has an answer to every question', () => {
    expect(Object.keys(answers).toSorted()).toEqual(keys.toSorted());
  });
});
