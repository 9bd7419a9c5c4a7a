import { css } from './css.ts';

/**
 * For browsers of 2022 and 2023, which cannot compute one colour from another: without this, a declaration that uses
 * such a colour falls away, and the borders of fields and the marks of options with it. Comes last.
 */
export const plain = css`
  @supports not ((color: light-dark(red, red)) and (color: oklch(from red l c h))) {
    .root {
      --_accent: var(--intake-accent, #0b5cad);
      --_surface: var(--intake-surface, #fff);
      --_text: var(--intake-text, #17212b);
      --_muted: var(--intake-muted, #4d5b69);
      --_border: var(--intake-border, #74818e);
      --_error: var(--intake-error, #b3261e);
      --_success: var(--intake-success, #1a6e3f);
      --_ink: var(--_accent);
      --_tint: var(--_surface);
      --_line: var(--_border);
    }
    .primary,
    .primary:hover {
      --_fill: var(--_accent);
      color: var(--intake-on-accent, #fff);
    }
  }
`;
