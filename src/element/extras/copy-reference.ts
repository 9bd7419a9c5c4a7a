import type { Form } from '../form.ts';

/** Copies the reference of an application that has been accepted, and says so; or selects it, where that is forbidden. */
export async function copyReference(form: Form): Promise<void> {
  const { words } = form.messages;
  const reference = form.element.renderRoot.querySelector('#reference');
  if (!reference) return;
  // The same text again would not be read out.
  form.announce('');
  try {
    await navigator.clipboard.writeText(reference.textContent);
    form.announce(words.copied);
  } catch {
    getSelection()?.selectAllChildren(reference);
    form.announce(words.selected);
  }
}
