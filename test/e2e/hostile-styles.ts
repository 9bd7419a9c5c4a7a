/** Pages of strangers, by what their style sheets do: what they link to, and what they say of themselves. */
export interface HostilePage {
  readonly css: string;
  /** Attributes of the body. */
  readonly body?: string;
}

export const hostilePages: Readonly<Record<string, HostilePage>> = {
  'takes all styles away': { css: '* { all: unset !important }' },

  'hides what forms are made of, and has names of ours': {
    css: `label, legend, h2, h3, p, ul, li, a, span, svg, progress { display: none !important }
      form, fieldset, input, button, select { display: none !important; opacity: 0 !important }
      .root, .step, .field, .card, .control, .primary, .actions { display: none !important }
      :root { --_s: 40px; --_accent: red; --_radius: 0; --_ink: red; --_text: red }`,
  },

  'begins with a reset': {
    css: `*, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; min-width: 0 }
      html { font-size: 62.5%; line-height: 1; -webkit-text-size-adjust: none; tab-size: 4 }
      body { font-size: 1.4rem; line-height: 1.15 }
      h1, h2, h3, h4 { font-size: inherit; font-weight: inherit }
      ol, ul { list-style: none }
      a { color: inherit; text-decoration: none }
      input, button, select, textarea { appearance: none; background: none; border-radius: 0; font: inherit }
      img, svg, video { display: block; max-width: 100% }`,
  },

  'is written from right to left': { css: 'main { text-align: right }', body: 'dir="rtl"' },

  'turns the direction of all text': {
    css: '* { direction: rtl !important; unicode-bidi: bidi-override !important }',
  },

  'is written very small': { css: 'html, body { font-size: 8px } * { font-size: 8px !important }' },

  'shouts, and shows nothing': {
    css: `* { letter-spacing: 5px !important; word-spacing: 1em !important; text-transform: uppercase !important;
        line-height: 3 !important; text-align: right !important; text-indent: 4em !important; color: red !important;
        text-shadow: 0 0 4px red !important; font-style: italic !important; font-weight: 900 !important;
        font-variant: small-caps !important; white-space: pre !important; word-break: break-all !important;
        list-style: square inside !important; -webkit-text-fill-color: red !important; accent-color: red !important;
        visibility: hidden !important; pointer-events: none !important; cursor: none !important }
      *::first-letter { font-size: 60px !important } *::first-line { color: red !important }`,
  },

  'moves everything': {
    css: `@keyframes turn { to { color: red; letter-spacing: 9px; line-height: 5; visibility: hidden } }
      @keyframes appear { from { opacity: 0; color: red } }
      * { animation: turn 1s infinite alternate !important; transition: all 3s !important }`,
  },

  'styles the element itself': {
    css: `applicant-intake { display: contents; color: red; font-size: 40px; line-height: 4; text-align: center;
        text-transform: uppercase; letter-spacing: 1em; white-space: nowrap; direction: rtl }`,
  },
};
