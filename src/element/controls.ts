import type { FormState } from '../form/form-state.ts';
import type { Answer } from '../model/definition.ts';

/** What a reader fills in: every field is drawn with native controls. */
export type Control = HTMLInputElement | HTMLSelectElement;

/** Writes what the state holds into the controls: the templates leave that out, so drawing never fights typing. */
export function fillIn(root: ParentNode, state: FormState): void {
  for (const control of root.querySelectorAll<Control>('[name]')) {
    const value = String(state.value(control.name) ?? '');
    if ('checked' in control && /radio|checkbox/.test(control.type))
      control.checked = control.value === value;
    else if (control.value !== value) control.value = value;
    // The option chosen may belong to another country by now.
    if ('selectedIndex' in control && control.selectedIndex < 0) control.value = '';
  }
}

/** The answer that a control holds, as the state keeps it. */
export function answerIn(control: Control, state: FormState): Answer {
  if (control.type === 'checkbox') return (control as HTMLInputElement).checked;
  return state.field(control.name)?.kind === 'yes-no' ? control.value === 'true' : control.value;
}
