import { sections } from 'virtual:form-content';
import * as z from 'zod';

// The page's policy forbids what zod would make its validators from.
z.config({ jitless: true });

const fields = sections.flatMap((section) => section.fields);

const text = ({ missing, maxLength = 255 }) =>
  missing ? z.string().trim().min(1, missing).max(maxLength) : z.string().trim().max(maxLength);

const digits = (typed) => typed.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');

/** A choice. One that is made by radio buttons is null until it is made, and missing while it is not asked. */
function choice({ missing, options, when }) {
  const codes = options.map(({ value }) => value);
  return missing && !when ? z.enum(codes, { error: missing }) : z.enum([...codes, '']).nullish();
}

const schemas = {
  text: (field) => (field.wrong ? text(field).regex(/^[\p{L}\p{M} '’.-]+$/u, field.wrong) : text(field)),
  email: (field) => text(field).pipe(z.email(field.wrong)),
  tel: (field) => text(field).refine((typed) => /^[2-9]\d{2}[2-9]\d{6}$/.test(digits(typed)), field.wrong),
  'postal-code': (field) => text(field).regex(/^(\d{5}(-\d{4})?|[A-Z]\d[A-Z][ -]?\d[A-Z]\d)$/i, field.wrong),
  choice,
  'yes-no': choice,
  consent: () => z.boolean(),
};

/** What the answers must be. */
export const schema = z
  .object(Object.fromEntries(fields.map((field) => [field.key, schemas[field.kind](field)])))
  .check(({ value, issues }) => {
    for (const { key, missing, when } of fields) {
      if (!missing || !when || value[when.key] !== when.value || value[key]) continue;
      issues.push({ code: 'custom', path: [key], message: missing, input: value[key] });
    }
  });
