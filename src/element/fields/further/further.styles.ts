/** What the kinds of fields look like that the short form does without. The tokens are those of the element's own sheets. */
export const furtherStyles = `
  textarea.control {
    display: block;
    min-block-size: 7.5em;
    resize: vertical;
    field-sizing: content;
  }

  .date {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_s);
  }
  .date label {
    display: block;
    margin-block-end: 4px;
    color: var(--_muted);
    font-size: 0.9375em;
  }
  .date .control {
    inline-size: 3.75em;
  }
  .date .year .control {
    inline-size: 5em;
  }
  .wrong .date [aria-invalid='false'] {
    border-color: var(--_border);
    box-shadow: none;
  }

  @media (forced-colors: active) {
    .date [aria-invalid='true'] {
      border-width: 3px;
    }
  }

  .row {
    margin-block-end: calc(var(--_s) * 2);
    padding: calc(var(--_s) * 2);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .row:focus-visible {
    outline: 3px solid var(--_ink);
    outline-offset: 2px;
  }
  [part='row-title'] {
    float: inline-start;
    inline-size: 100%;
    margin-block-end: calc(var(--_s) * 1.5);
    font-weight: 700;
  }
  .row-fields {
    display: grid;
    clear: both;
    grid-template-columns: 1fr 1fr;
    column-gap: calc(var(--_s) * 2);
  }
  .row .field:last-child {
    margin-block-end: calc(var(--_s) * 1.5);
  }
  /* A complaint about the rows is none about what is in them. */
  .wrong .row .field:not(.wrong) :is(.control, .card:not(:has(:checked))) {
    border-color: var(--_border);
    box-shadow: none;
  }
  .add {
    inline-size: 100%;
  }
  :is(.row, .undo, .file) > .quiet {
    min-block-size: 44px;
  }
  .undo {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  .undo span:not(:empty, .hidden) {
    margin-inline-end: calc(var(--_s) * 1.5);
  }
  .undo:has(button) {
    margin-block-end: calc(var(--_s) * 2);
  }

  .drop {
    display: grid;
    gap: var(--_s);
  }
  .drop .hint {
    margin: 0;
  }
  .drop label {
    display: flex;
    gap: var(--_s);
    align-items: center;
    justify-content: center;
    box-sizing: border-box;
    min-block-size: 3.5em;
    padding: 0.5em 1.25em;
    border: 1px solid;
    border-radius: var(--_radius);
    font-weight: 600;
    cursor: pointer;
    touch-action: manipulation;
  }
  .drop input:focus-visible + label {
    outline: 3px solid var(--_ink);
    outline-offset: 2px;
  }
  .mouse {
    display: none;
    color: var(--_muted);
  }
  .drop [capture],
  .camera {
    display: none !important;
  }
  @media (pointer: coarse) {
    .drop [capture] {
      display: block !important;
    }
    .camera {
      display: flex !important;
    }
  }
  @media (hover: hover) and (pointer: fine) {
    .drop {
      grid-template-columns: auto 1fr;
      gap: calc(var(--_s) * 1.5);
      align-items: center;
      padding: calc(var(--_s) * 1.5);
      border: 2px dashed var(--_border);
      border-radius: var(--_radius);
    }
    .wrong .drop {
      border-color: var(--_error);
    }
    .drop.over {
      border-color: var(--_ink);
      background: var(--_tint);
    }
    .drop .hint {
      grid-column: 1 / -1;
    }
    .mouse {
      display: block;
    }
  }
  .files {
    margin-block-start: var(--_s);
    list-style: none;
  }
  .file {
    display: flex;
    gap: calc(var(--_s) * 1.5);
    padding-block: var(--_s);
    border-block-end: 1px solid var(--_line);
  }
  li.file {
    margin: 0;
  }
  .preview {
    flex: none;
    display: grid;
    place-content: center;
    box-sizing: border-box;
    inline-size: 48px;
    block-size: 48px;
    border: 1px solid var(--_line);
    border-radius: calc(var(--_radius) / 2);
    color: var(--_muted);
    font-size: 0.8125em;
    font-weight: 700;
  }
  .about {
    flex: 1;
    min-inline-size: 0;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .file .hint,
  .file .error {
    margin: 0;
  }
  .file progress {
    margin-block-start: 4px;
  }

  .draw {
    margin-block-start: var(--_s);
  }
  .pad {
    margin-block-start: calc(var(--_s) * 2);
    outline: none;
  }
  .paper {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    block-size: 160px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: #fff;
    touch-action: none;
  }
  .pad:focus-visible .paper {
    outline: 3px solid var(--_ink);
    outline-offset: 2px;
  }

  .uploads {
    margin-block: calc(var(--_s) * 3);
  }
  .uploads .settled {
    align-items: center;
    padding: 0;
    font-size: 0.9375em;
  }

  .said,
  .line {
    display: block;
  }
  .said + .said {
    margin-block-start: var(--_s);
  }
  .line i {
    color: var(--_muted);
    font-style: normal;
    font-weight: 400;
  }
  dd {
    white-space: pre-line;
  }
`;
