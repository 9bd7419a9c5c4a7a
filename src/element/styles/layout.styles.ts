import { css } from './css.ts';

/** Where things stand: the column, the header, the fields, the buttons, the receipt. */
export const layout = css`
  form,
  .receipt {
    max-inline-size: 560px;
    margin-inline: auto;
    padding: var(--intake-padding, clamp(16px, 5cqi, 32px));
  }
  :is(h2, h3, p, ul, ol, dl, dd, fieldset) {
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
    scroll-margin-block: 6em;
  }
  h3 {
    font-size: 1.0625em;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.25;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .progress {
    margin-block-end: calc(var(--_s) * 2.5);
    color: var(--_muted);
    font-size: 0.875em;
    font-weight: 600;
  }
  .progress-line,
  .review-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_s) * 2);
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
    border-radius: 3px;
  }
  ::-moz-progress-bar {
    background: var(--_ink);
  }
  .news {
    margin-block-end: calc(var(--_s) * 2.5);
    padding: calc(var(--_s) * 1.5) calc(var(--_s) * 2);
    border-radius: var(--_radius);
    background: var(--_tint);
    font-weight: 600;
  }
  .help {
    margin-block-start: calc(var(--_s) * 0.75);
    color: var(--_muted);
  }

  .summary {
    margin-block-start: calc(var(--_s) * 2.5);
    padding: calc(var(--_s) * 2);
    border: 2px solid var(--_error);
    border-radius: var(--_radius);
    scroll-margin-block: 1em;
  }
  .summary h3,
  .settled,
  .error,
  .failure {
    display: flex;
    gap: var(--_s);
  }
  .summary h3,
  .error,
  .failure,
  .summary li a {
    color: var(--_error);
  }
  .done,
  .done h3,
  .settled {
    border-color: var(--_success);
    color: var(--_success);
  }
  .summary ul {
    list-style: none;
  }
  a {
    color: var(--_ink);
  }
  .summary a,
  .settled {
    display: flex;
    padding-block: 6px;
    font-weight: 600;
  }
  .summary h3 {
    margin-block-end: 6px;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(12, minmax(0, 1fr));
    column-gap: calc(var(--_s) * 2);
    margin-block-start: calc(var(--_s) * 3);
  }
  .fields[inert] {
    opacity: 0.6;
  }
  .field {
    position: relative;
    grid-column: 1 / -1;
    margin-block-end: calc(var(--_s) * 3);
  }
  p.field,
  .receipt .help {
    margin-block-end: calc(var(--_s) * 3);
  }
  .wrong::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: -12px;
    border-inline-start: 4px solid var(--_error);
    border-radius: 2px;
  }
  slot[name='legal'] {
    display: block;
  }
  ::slotted(*) {
    margin-block: var(--_s) calc(var(--_s) * 2);
    color: var(--_muted);
    font-size: 0.875em;
  }
  .failure {
    scroll-margin-block: 1em 6em;
    margin-block-end: calc(var(--_s) * 2);
    padding: calc(var(--_s) * 1.5) calc(var(--_s) * 2);
    border: 2px solid;
    border-radius: var(--_radius);
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap-reverse;
    gap: calc(var(--_s) * 1.5);
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
        margin: calc(var(--_s) * -1.5) -12px;
        padding: calc(var(--_s) * 1.5) 12px;
        background: linear-gradient(transparent, var(--_surface) 10px);
      }
    }
  }
  @container (width >= 420px) {
    dl div {
      display: grid;
      grid-template-columns: 2fr 3fr;
      gap: calc(var(--_s) * 2);
    }
    dt {
      font-size: 1em;
    }
  }
  @container (width >= 640px) {
    /* Side by side, labels share a line and so do controls, whatever wraps. */
    .half,
    .city,
    .state,
    .zip {
      display: grid;
      grid-row: span 4;
      grid-template-rows: subgrid;
      grid-column: span 6;
    }
    .field > label {
      align-self: end;
    }
    .field > :is(.control, .select) {
      grid-row: 3;
    }
    .city {
      grid-column: span 5;
    }
    .state {
      grid-column: span 4;
    }
    .zip {
      grid-column: span 3;
    }
    .actions {
      justify-content: space-between;
    }
    .primary {
      flex: none;
      min-inline-size: 40%;
      margin-inline-start: auto;
    }
  }

  .review {
    margin-block-start: calc(var(--_s) * 2.5);
    padding-block-start: calc(var(--_s) * 1.5);
    border-block-start: 1px solid var(--_line);
  }
  .review-head h3 {
    flex: 1;
  }
  dl {
    margin-block-start: 4px;
  }
  dl div {
    padding-block: 4px;
  }
  dt {
    color: var(--_muted);
    font-size: 0.875em;
  }
  dd {
    font-weight: 600;
    line-height: 1.35;
  }
  .quiet-line {
    margin-block-start: calc(var(--_s) * 2);
    color: var(--_muted);
    font-size: 0.9375em;
    text-align: center;
  }
  .quiet-line a {
    display: inline-block;
    padding-block: 4px;
    font-weight: 600;
  }

  .receipt {
    padding-block: calc(var(--_s) * 5);
  }
  .seal {
    display: grid;
    place-content: center;
    inline-size: 4em;
    block-size: 4em;
    margin-block-end: calc(var(--_s) * 2.5);
    border-radius: 50%;
    background: var(--_success);
    color: var(--_surface);
  }
  .pending {
    background: var(--_muted);
  }
  .seal .icon {
    inline-size: 2.25em;
    block-size: 2.25em;
    stroke-width: 3;
  }
  .reference {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_s) calc(var(--_s) * 2);
    margin-block: calc(var(--_s) * 3);
    padding: calc(var(--_s) * 2) calc(var(--_s) * 2.5);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .reference strong {
    display: block;
    font-size: 1.875em;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
    letter-spacing: 0.04em;
    user-select: all;
  }
  ol {
    margin-block: var(--_s) calc(var(--_s) * 3);
    padding-inline-start: 1.4em;
  }
  li + li {
    margin-block-start: calc(var(--_s) * 0.5);
  }
  ol ::marker {
    font-weight: 700;
    color: var(--_ink);
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
