import axe, { type Result } from 'axe-core';
import type { IntakePage } from '../element/intake.page.ts';
import { axeOptions } from '../support/axe.ts';
import { emulate } from './emulate.ts';

/** What axe objects to in a form in light, dark and forced colours, and what it could not decide: a line each. */
export async function axeFindings(form: IntakePage): Promise<string[]> {
  const found: string[] = [];
  const { theme } = form.element;
  for (const look of ['light', 'dark', 'forced'] as const) {
    const forced = look === 'forced';
    form.element.theme = forced ? 'light' : look;
    await emulate(forced ? { 'forced-colors': 'active' } : {});
    await form.settled();
    // Where the system chooses the colours, axe reads those that the page would have had.
    const rules = { ...axeOptions.rules, 'color-contrast': { enabled: !forced } };
    const { violations, incomplete, passes } = await axe.run(form.element, { ...axeOptions, rules });
    if (!passes.some(({ id }) => id === 'target-size')) found.push('axe has not looked at the targets');
    found.push(...[...violations, ...incomplete].flatMap(lines).map((line) => `${look}: ${line}`));
  }
  await emulate({});
  form.element.theme = theme;
  await form.settled();
  return found;
}

const lines = ({ id, nodes }: Result): string[] =>
  nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`);
