import { css } from './css.ts';

/** What a reader touches: text fields, lists, cards, buttons. Native controls, drawn anew. */
export const controls = css`
  .note {
    padding-inline-start: 0.75em;
    border-inline-start: 3px solid var(--_ink);
  }

  /* Also of the field that nobody sees: its own font would be looked for. */
  input {
    font: inherit;
  }
  .control,
  .card,
  .button,
  button {
    box-sizing: border-box;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .control,
  .card input,
  button {
    margin: 0;
    appearance: none;
  }
  .control {
    inline-size: 100%;
    min-block-size: 3em;
    /* What is typed runs in its own direction, such as an address within a form in Arabic. */
    unicode-bidi: plaintext;
  }
  .control,
  .card {
    padding: 0.5em 0.875em;
  }
  /* Around the whole card, where the browser can. */
  :is(.control, .card input, button, a, .summary):focus-visible,
  :is(.card:has(:focus-visible)) {
    outline: 3px solid var(--_ink);
    outline-offset: 2px;
  }
  .card:has(:focus-visible) input {
    outline: none;
  }
  /* With its label, and not behind the buttons that float. */
  :is(h2, input, select, textarea, a, .quiet, .summary, .failure) {
    scroll-margin-block: 5em 7em;
  }
  .wrong :is(.control, .card) {
    border-color: var(--_error);
  }
  .wrong .control {
    box-shadow: inset 0 0 0 1px var(--_error);
  }
  .select {
    position: relative;
  }
  .select .control {
    padding-inline-end: 2.5em;
  }
  .select::after,
  :checked::before {
    content: '';
    inline-size: 0.3em;
    block-size: 0.65em;
    border: solid var(--_surface);
    border-width: 0 3px 3px 0;
    rotate: 45deg;
    translate: 0 -0.1em;
  }
  .select::after {
    position: absolute;
    inset-block-start: calc(50% - 0.4em);
    inset-inline-end: 1.1em;
    inline-size: 0.5em;
    block-size: 0.5em;
    border-color: var(--_muted);
    border-width: 0 2px 2px 0;
    pointer-events: none;
  }
  option,
  optgroup {
    background: var(--_surface);
    color: var(--_text);
  }

  .cards {
    display: grid;
    gap: var(--_s);
  }
  .pair {
    grid-template-columns: 1fr 1fr;
  }
  .card,
  .button,
  button {
    min-block-size: 3.5em;
    cursor: pointer;
    touch-action: manipulation;
  }
  .card {
    display: flex;
    align-items: center;
    gap: 0.75em;
    line-height: 1.3;
  }
  .card input {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 2px solid var(--_border);
    border-radius: 50%;
    cursor: inherit;
  }
  .card [type='checkbox'] {
    border-radius: 4px;
  }
  .card :checked {
    border-color: var(--_ink);
    background: var(--_ink);
  }
  .card:has(:checked) {
    border-color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_ink);
    background: var(--_tint);
  }
  .consent {
    align-items: start;
    padding-block: 0.875em;
    line-height: 1.5;
  }

  .button,
  button {
    padding: 0.5em 1.25em;
    font-weight: 600;
    /* Rather one below the other than a word in pieces. */
    overflow-wrap: break-word;
  }
  [aria-disabled='true'] {
    cursor: progress;
  }
  .back,
  .button {
    border-color: var(--_line);
    color: var(--_ink);
  }
  .button,
  .primary {
    display: grid;
    place-content: center;
    align-items: center;
    text-align: center;
    text-decoration: none;
  }
  a bdi {
    white-space: nowrap;
  }
  .quiet {
    min-block-size: 0;
    padding: 4px 2px;
    border: 0;
    background: none;
    color: var(--_ink);
    text-decoration: underline;
  }
  [aria-pressed='true'] {
    color: inherit;
    text-decoration: none;
  }
  .languages {
    display: flex;
    gap: 0.75em;
  }
  .primary {
    --_fill: var(--_accent);
    border-color: var(--_ink);
    background: var(--_fill);
    color: var(
      --intake-on-accent,
      color(
        from var(--_fill) xyz clamp(0, (0.179 - y) * 9999, 0.95) clamp(0, (0.179 - y) * 9999, 1)
          clamp(0, (0.179 - y) * 9999, 1.089)
      )
    );
  }
  .primary span {
    grid-area: 1 / 1;
  }
  .busy,
  .primary[aria-disabled='true'] span {
    visibility: hidden;
  }
  .primary[aria-disabled='true'] .busy {
    visibility: visible;
  }
  .spinner {
    box-sizing: border-box;
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.5em;
    border: 3px solid;
    border-inline-start-color: transparent;
    border-radius: 50%;
    vertical-align: -0.15em;
  }
  @media (hover: hover) {
    .primary:hover {
      --_fill: color-mix(in oklch, var(--_accent) 88%, var(--_text));
    }
    .back:hover {
      background: var(--_tint);
    }
    .card:hover {
      border-color: var(--_ink);
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .spinner {
      animation: turn 0.8s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
  }
  @media (forced-colors: active) {
    .card:has(:checked) {
      border: 3px solid Highlight;
    }
    .card :checked,
    ::-webkit-progress-value {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
    }
    .card :checked::before {
      border-color: HighlightText;
    }
    /* In the place of the gradient, which is not drawn. */
    .actions {
      background: Canvas;
    }
  }
`;
