import type { TemplateResult } from 'lit/html.js';
import type { Value } from '../../../form/form-state.ts';
import type { Messages } from '../../../locales/messages.ts';
import { fieldProps } from '../../views/field-props.ts';
import type { FieldKind, FieldProps } from '../field-props.ts';
import { askedIn } from './rows.ts';

/** What a kind needs that keeps more than the values of its controls on screen. */
export interface FurtherProps {
  /** What is entered now. */
  readonly value: Value | undefined;
  readonly messages: Messages;
  /** All files that go along with the application now. */
  readonly files: readonly File[];
  /** What is entered at another field. */
  answer(key: string): Value | undefined;
  /** Enters a value, and draws the form again. */
  set(value: Value): void;
  /** What the kind keeps beside the value under a name of its own: no answer, and never kept on the device. */
  aside(name: string): unknown;
  /** Keeps it. Nothing is drawn for that. */
  setAside(name: string, it: unknown): void;
  /** The questions of one row of a repeater. */
  row(index: number): readonly FieldProps[];
}

/** What the templates of these kinds draw from. */
export interface FurtherFieldProps extends FieldProps {
  readonly further: FurtherProps;
}

/** A kind of field that needs more than others do. */
export interface FurtherKind extends Omit<FieldKind, 'draw' | 'say'> {
  readonly draw: (props: FurtherFieldProps) => TemplateResult;
  readonly say?: (value: Value, props: FurtherFieldProps) => string | TemplateResult;
}

/** Gives a kind what it needs. */
export const furthered = ({ draw, say, ...kind }: FurtherKind): FieldKind => ({
  ...kind,
  draw: (props) => draw({ ...props, further: furtherProps(props) }),
  ...(say && { say: (value, props) => say(value, { ...props, further: furtherProps(props) }) }),
});

function furtherProps({ view, path, field }: FieldProps): FurtherProps {
  const { state, messages, act } = view;
  return {
    // As it is when somebody asks, which may be long after this was drawn.
    get value() {
      return state.value(path);
    },
    messages,
    files: state.files,
    answer: (key) => state.value(key),
    set: (value) => act.enter(path, value),
    aside: (name) => state.aside.get(`${path} ${name}`),
    setAside: (name, it) => state.aside.set(`${path} ${name}`, it),
    row: (index) => askedIn(field, state.value(path), index).map((at) => fieldProps(view, at.field, at.path)),
  };
}
