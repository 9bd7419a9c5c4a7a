import { css } from './css.ts';

/** Where things stand: the column, the header, the fields, the buttons, the receipt. */
export const layout = css`
  form,
  .receipt {
    max-inline-size: 560px;
    margin-inline: auto;
    padding: var(--intake-padding, clamp(16px, 5cqi, 32px));
  }
  :is(h2, h3, p, ul, ol, dl, dd, fieldset, legend) {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }
  h2,
  h3 {
    font-family: var(--intake-heading-font, inherit);
    line-height: 1.2;
    text-wrap: balance;
  }
  h2 {
    font-size: 1.625em;
    outline: none;
  }
  h3 {
    font-size: 1.0625em;
  }
  a {
    color: var(--_ink);
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  /* As high as a line of the text beside it. */
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1lh;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.25;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  /* Quiet text, small text, and boxes. */
  .hint,
  .help,
  dt,
  ::slotted(*) {
    color: var(--_muted);
  }
  .hint {
    font-weight: 400;
  }
  .hint,
  .quiet,
  .consent,
  dt,
  ::slotted(*) {
    font-size: 0.9375em;
  }
  .progress,
  .news,
  .error,
  .failure,
  .summary a,
  .settled,
  .quiet-line a,
  dd,
  [part='field-label'],
  button,
  .button {
    font-weight: 600;
  }
  .news,
  .summary,
  .failure,
  .reference {
    padding: var(--_m);
    border: 2px solid;
    border-radius: var(--_radius);
  }
  .news,
  .reference {
    border: 0;
    background: var(--_tint);
  }
  .summary h3,
  .summary a,
  .settled,
  .error,
  .failure {
    display: flex;
    gap: var(--_s);
  }
  .summary,
  .error,
  .failure,
  .summary li a {
    color: var(--_error);
  }
  .done,
  .settled {
    color: var(--_success);
  }
  .progress-line,
  .review-head,
  .reference {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 var(--_m);
  }

  [part='field-label'] {
    display: block;
  }
  [part='field-label'],
  .hint {
    margin-block-end: 6px;
  }
  .help,
  .error,
  .note {
    margin-block-start: 6px;
  }
  .progress,
  .news,
  .seal,
  .failure {
    margin-block-end: var(--_m);
  }
  progress {
    display: block;
    appearance: none;
    inline-size: 100%;
    block-size: 6px;
    margin-block-start: 6px;
    border: 0;
    border-radius: 3px;
    overflow: hidden;
    background: var(--_line);
  }
  ::-webkit-progress-bar {
    background: none;
  }
  ::-webkit-progress-value {
    background: var(--_ink);
  }
  ::-moz-progress-bar {
    background: var(--_ink);
  }
  .summary,
  .review,
  .quiet-line {
    margin-block-start: var(--_m);
  }
  ul {
    list-style: none;
  }
  .summary h3,
  .summary a,
  .settled,
  .quiet-line a,
  dl div {
    padding-block: 4px;
  }

  .fields {
    display: grid;
    grid-template-columns: 1fr 1fr;
    column-gap: var(--_m);
    margin-block-start: var(--_l);
  }
  .fields[inert] {
    opacity: 0.6;
  }
  .field {
    position: relative;
    grid-column: 1 / -1;
  }
  .field,
  .receipt .help {
    margin-block-end: var(--_l);
  }
  .wrong::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -12px;
    border-inline-start: 4px solid var(--_error);
  }
  ::slotted(*) {
    margin-block: var(--_s) var(--_m);
  }

  .actions {
    display: flex;
    flex-wrap: wrap-reverse;
    gap: var(--_m);
  }
  .primary {
    flex: 1;
  }
  @container (width < 640px) {
    @media (height > 500px) {
      /* In reach of the thumb, however long the step is. */
      .actions {
        position: sticky;
        inset-block-end: 0;
        z-index: 1;
        margin: calc(0px - var(--_s)) -12px;
        padding: var(--_s) 12px;
        background: linear-gradient(transparent, var(--_surface) 10px);
      }
    }
  }
  @container (width >= 420px) {
    .cards,
    dl div {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    dl div {
      grid-template-columns: 2fr 3fr;
      gap: var(--_m);
    }
    dt {
      font-size: 1em;
    }
  }
  @container (width >= 640px) {
    /* Side by side, labels share a line and so do controls, whatever wraps. */
    .half {
      display: grid;
      grid-row: span 4;
      grid-template-rows: subgrid;
      grid-column: auto;
    }
    .field > label {
      align-self: end;
    }
    .field > :is(.control, .select) {
      grid-row: 3;
    }
    .error {
      grid-row: 4;
    }
    .primary {
      flex: none;
      min-inline-size: 40%;
      margin-inline-start: auto;
    }
  }

  .review {
    padding-block-start: var(--_s);
    border-block-start: 1px solid var(--_line);
  }
  .review-head h3 {
    flex: 1;
  }
  dd {
    line-height: 1.3;
  }
  .quiet-line {
    text-align: center;
  }
  .quiet-line a {
    display: inline-block;
  }

  .receipt {
    padding-block: var(--_l);
  }
  .seal {
    display: grid;
    place-content: center;
    inline-size: 2.25em;
    block-size: 2.25em;
    border-radius: 50%;
    background: var(--_success);
    color: var(--_surface);
    font-size: 1.75em;
  }
  .pending {
    background: var(--_muted);
  }
  .reference {
    align-items: center;
    gap: var(--_s) var(--_m);
    margin-block: var(--_l);
  }
  strong {
    display: block;
    font-size: 1.875em;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    user-select: all;
  }
  ol {
    margin-block: var(--_s) var(--_l);
    padding-inline-start: 1.4em;
  }

  @media (prefers-reduced-motion: no-preference) {
    .entering,
    .receipt {
      animation: appear 150ms ease-out;
    }
    @keyframes appear {
      from {
        opacity: 0;
        translate: 0 8px;
      }
    }
  }
`;
