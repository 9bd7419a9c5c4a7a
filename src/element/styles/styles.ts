import { controls } from './controls.styles.ts';
import { layout } from './layout.styles.ts';
import { plain } from './plain.styles.ts';
import { tokens } from './tokens.styles.ts';

/** The style sheet of the form: its parts, in their order. */
export const styles = tokens + layout + controls + plain;
