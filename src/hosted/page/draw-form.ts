import { ElementRenderer, type RenderInfo, render } from '@lit-labs/ssr';
import { collectResultSync } from '@lit-labs/ssr/lib/render-result.js';
import { languageChoice } from '../../element/extras/language-choice.ts';
import { receiptView } from '../../element/views/receipt.ts';
import { formView, shell } from '../../element/views/shell.ts';
import type { View } from '../../element/views/view.ts';

/** The element, as far as its templates ask for it: something that has slots. */
class Host extends ElementRenderer {
  static override matchesClass = () => true;
}

const none = () => {};

/** What only a script can do. */
const noActions: View['act'] = { enter: none, copy: none, toTitle: none };

/**
 * Draws the element's own templates: what stands in its shadow root, with the marks by which a script finds its places
 * again. Links into the shadow root lead nowhere without a script, so they become links only with it; the list of
 * complaints is where a reader begins; and what a page brings does not fade in, as a step of the element does.
 */
export function drawForm(view: Omit<View, 'act' | 'languages'>): string {
  const languages = languageChoice(view.messages, view.page.languages);
  const full: View = { ...view, languages, act: noActions };
  const { progress } = view;
  const content = progress.status === 'received' ? receiptView(full, progress) : formView(full, none);
  const info: Partial<RenderInfo> = { customElementHostStack: [new Host('applicant-intake')] };
  // Nothing that a person typed can hold a quotation mark here: it has been escaped.
  return collectResultSync(render(shell(view.messages.language, content, ''), info))
    .replaceAll('<a href="#field:', '<a data-to="#field:')
    .replace(' id="summary"', ' id="summary" autofocus')
    .replace('<div class="receipt"', '<div class="receipt still"');
}
