import { type Answer, type Answers, type FormDefinition, fieldsOf } from '../../model/definition.ts';

/**
 * Answers that a page's address gives, to the questions that the page allows it to: `?truck_type=straight`. Never to
 * one that is sensitive: addresses are kept in histories and logs.
 */
export function prefillFrom(definition: FormDefinition, allowed: string, href: string): Answers {
  const query = new URL(href, 'https://example.com').searchParams;
  const keys = allowed.split(/[\s,]+/);
  const answers: Record<string, Answer> = {};
  for (const field of fieldsOf(definition)) {
    const said = query.get(field.key)?.trim();
    if (!said || !keys.includes(field.key) || field.sensitive) continue;
    const same = (code: string) => code.toLowerCase() === said.toLowerCase();
    const answer =
      field.kind === 'yes-no'
        ? /^(true|yes|1)$/i.test(said)
        : field.kind === 'choice'
          ? field.options.find(({ code }) => same(code))?.code
          : said;
    if (answer !== undefined) answers[field.key] = answer;
  }
  return answers;
}
