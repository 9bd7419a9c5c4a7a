import type { FormState, Value } from '../form/form-state.ts';
import { pathOf } from './control-path.ts';
import type { Control } from './fields/field-props.ts';
import { fieldKind } from './fields/field-registry.ts';

/** Writes what the state holds into the controls: the templates leave that out, so drawing never fights typing. */
export function fillIn(root: ParentNode, state: FormState): void {
  for (const control of root.querySelectorAll<Control>('[name]:not(slot,button)')) {
    const field = state.field(pathOf(control));
    if (!field) continue;
    const write = fieldKind(field.kind)?.write ?? writeText;
    write(control, state.value(pathOf(control)));
  }
}

function writeText(control: Control, value: unknown): void {
  const text = String(value ?? '');
  if (/radio|checkbox/.test(control.type)) (control as HTMLInputElement).checked = control.value === text;
  else {
    // The same text again would take the cursor to its end.
    if (control.value !== text) control.value = text;
    // The option chosen may belong to another country by now.
    if ('selectedIndex' in control && control.selectedIndex < 0) control.value = '';
  }
}

/** The value that a control's field has after a change of it; undefined for a control that is none of the form's. */
export function valueIn(control: Control, state: FormState): Value | undefined {
  const field = state.field(pathOf(control));
  if (!field) return undefined;
  const read = fieldKind(field.kind)?.read;
  return read ? read(control, control.form ?? control) : control.value;
}
