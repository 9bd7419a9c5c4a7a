import { pathOf } from '../../element/control-path.ts';
import { valueIn } from '../../element/controls.ts';
import type { Control } from '../../element/fields/field-props.ts';
import type { Form } from '../../element/form.ts';
import { keyOf } from '../../form/form-state.ts';
import { type Begun, carriedId } from '../begun.ts';

/** How things stood when the server drew the page; undefined where it drew none. */
export function begunIn(root: ParentNode | null): Begun | undefined {
  const script = root?.querySelector(`#${carriedId} script`);
  return script ? JSON.parse(script.textContent) : undefined;
}

/** Brings the form to where it stood when the server drew the page, so that it draws the same. */
export function takeOver(begun: Begun, form: Form): void {
  const { state, flow } = form;
  const { values, consents, id, startedAt, progress, step, returnTo, issues } = begun;
  state.restore({ values: {}, consents });
  state.restore({ values, consents: [] });
  form.begun = { id, startedAt };
  form.progress = progress;
  flow.resume(step, returnTo);
  flow.summary = state.showIssues(issues).map(keyOf);
}

/** Takes what the reader has entered since then: it stands in the controls, and nobody has been told. */
export function takeEntered(root: ParentNode, begun: Begun, { state }: Form): void {
  // Reading one control rests on others, so all are read before anything is drawn.
  const entered = controlsIn(root).flatMap((control) => {
    const path = pathOf(control);
    const isOff = control.type === 'radio' && !(control as HTMLInputElement).checked;
    const value = isOff ? undefined : valueIn(control, state);
    const before = state.value(path);
    const isEmpty = before === undefined && !value && control.type !== 'radio';
    return value === undefined || value === before || isEmpty ? [] : [{ path, value }];
  });
  for (const { path, value } of entered) {
    const shown = begun.shown[path];
    if (shown && typeof value === 'boolean') state.consents.decide(path, value, shown);
    state.set(path, value);
  }
}

/** The controls of the form; what the page carries for the server stands beside it. */
const controlsIn = (root: ParentNode): Control[] => [
  ...(root.querySelector('form')?.querySelectorAll<Control>(':is(input, select, textarea)[name]') ?? []),
];
