import { css } from './css.ts';

/**
 * Colours, distances and type. Everything derives from the `--intake-*` properties: text on the accent is black or
 * white by the accent's luminance (either has at least 4.5:1 then), and where the accent itself is read as text or
 * line on the surface it is darkened or lightened until it has as much.
 */
export const tokens = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='auto']) {
    color-scheme: light dark;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  /* Nothing of the page's text style comes in but the font. */
  .root {
    all: initial;
    --_accent: var(--intake-accent, light-dark(#0b5cad, #7cbcff));
    --_surface: var(--intake-surface, light-dark(#fff, #161c23));
    --_text: var(--intake-text, light-dark(#17212b, #f1f4f7));
    --_muted: var(--intake-muted, light-dark(#4d5b69, #aeb9c4));
    --_border: var(--intake-border, light-dark(#74818e, #8592a0));
    --_error: var(--intake-error, light-dark(#b3261e, #ff9c92));
    --_success: var(--intake-success, light-dark(#1a6e3f, #67d494));
    --_radius: var(--intake-radius, 8px);
    --_s: var(--intake-space, 8px);
    --_m: calc(var(--_s) * 2);
    --_l: calc(var(--_s) * 3);
    --_ink: light-dark(
      oklch(from var(--_accent) min(l, 0.48) c h),
      oklch(from var(--_accent) max(l, 0.8) c h)
    );
    --_tint: color-mix(in oklch, var(--_accent) 9%, var(--_surface));
    --_line: color-mix(in oklch, var(--_border) 40%, var(--_surface));
    display: block;
    /* All of it save the direction: the form's languages decide that, not the page's. */
    direction: ltr;
    container-type: inline-size;
    color-scheme: inherit;
    font-family: var(--intake-font, inherit);
    font-size: max(16px, 1rem);
    line-height: 1.5;
    color: var(--_text);
    background: var(--_surface);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  :host([dir='rtl']) .root {
    direction: rtl;
  }
`;
