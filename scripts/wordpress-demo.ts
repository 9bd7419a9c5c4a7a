import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { wordPressPage } from '../test/support/wordpress.ts';

/** Stands for the proxy until the page is known to be served by it. */
const origin = 'https://apply.example.com';

const head = (
  icon: string,
  styles: string,
) => `<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="${icon}" type="image/svg+xml"><link rel="stylesheet" href="${styles}"></head>`;

const about = `<p class="about">This is a page as the WordPress plugin prints it, with the block “Driver application form” in it.
  <a href="../index.html">Back to the demo</a></p>`;

interface WordPressDemoOptions {
  readonly base: string;
  /** Default: the page is right as it is. */
  readonly finish?: (html: string, fileOf: (module: string) => string) => string;
}

/**
 * Lets the plugin for WordPress print a page of the demo: its block and its script, word for word, in the place that a
 * theme gives them. Resolves to what makes a plugin of the build of it. `base` leads from the page to where the element
 * is served; `finish` has the last word on the page, and knows in which file of the build a module is.
 */
export async function wordPressDemo(): Promise<(options: WordPressDemoOptions) => Plugin> {
  const printed = await wordPressPage({
    origin,
    content: '<!-- wp:applicant-intake/form {"jobId":"D-17"} /-->',
    settings: { employer: 'Harrow Pike Expedite', phone: '937-555-0142', application_source: 'CDL Job Now' },
  });
  const styles = readFileSync(new URL('../demo/pages/wordpress.css', import.meta.url), 'utf8');
  const icon = readFileSync(new URL('../demo/favicon.svg', import.meta.url), 'utf8');
  return ({ base, finish = (html) => html }) => ({
    name: 'wordpress-demo',
    generateBundle(_options, bundle) {
      const emit = (name: string, source: string) =>
        `../${this.getFileName(this.emitFile({ type: 'asset', name, source }))}`;
      const html = printed
        .replace('</head>', head(emit('favicon.svg', icon), emit('wordpress.css', styles)))
        .replace('</main>', `${about}</main>`)
        .replace(`src="${origin}/`, `src="${base}/`)
        .replaceAll(origin, '');
      const fileOf = (module: string) =>
        Object.values(bundle).find((each) => each.type === 'chunk' && each.moduleIds.includes(module))
          ?.fileName ?? '';
      this.emitFile({ type: 'asset', fileName: 'pages/wordpress.html', source: finish(html, fileOf) });
    },
  });
}
