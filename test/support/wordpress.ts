import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPhp } from './wordpress/php.ts';

/** The folder that people put into `wp-content/plugins`. */
export const plugin = fileURLToPath(
  new URL('../../integrations/wordpress/applicant-intake', import.meta.url),
);

const stubs = fileURLToPath(new URL('./wordpress', import.meta.url));

/** The site on which the plugin runs. */
interface Scenario {
  /** The plugin's settings, as the database holds them. Default: none were saved. */
  readonly settings?: unknown;
  /** Default: `en_US`. */
  readonly locale?: string;
  /** The capabilities of whoever is signed in. Default: nobody is. */
  readonly can?: readonly string[];
  /** What the consent plugin says about marketing. Default: there is none. */
  readonly consent?: boolean;
  /** Whether pages are cached. Default: no. */
  readonly cache?: boolean;
  /** The sites of the network. Default: one. */
  readonly sites?: readonly number[];
}

/**
 * PHP with the plugin and stand-ins for the functions of WordPress that it calls, written from their documentation. It
 * is the oldest PHP that the plugin supports.
 */
export interface WordPress {
  /** Runs the body of a PHP file, each time from scratch, and resolves to what it returns and prints. */
  run(code: string, scenario?: Scenario): Promise<{ result: unknown; output: string }>;
  close(): void;
}

/** Starts PHP and gives it the plugin. */
export async function startWordPress(): Promise<WordPress> {
  const php = await startPhp();
  for (const [folder, name] of [
    [plugin, '/applicant-intake'],
    [stubs, '/stubs'],
  ] as const) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
      const file = join(entry.parentPath, entry.name);
      const path = name + file.slice(folder.length);
      php.mkdir(path.slice(0, path.lastIndexOf('/')));
      php.writeFile(path, readFileSync(file));
    }
  }
  return {
    async run(code, scenario = {}) {
      const { settings, ...rest } = scenario;
      const options = settings === undefined ? {} : { applicant_intake_settings: settings };
      const defaults = { locale: 'en_US', can: [], consent: null, cache: false, sites: [1] };
      php.writeFile('/scenario.json', JSON.stringify({ ...defaults, ...rest, options }));
      php.writeFile('/code.php', `<?php\n${code}`);
      const { text } = await php.run({ code: "<?php require '/stubs/boot.php';" });
      return JSON.parse(text);
    },
    close: () => php.exit(),
  };
}

interface PageOptions extends Omit<Scenario, 'settings'> {
  /** The origin of the proxy. */
  readonly origin: string;
  /** The content of the post. Default: the block alone. */
  readonly content?: string;
  /** More settings, over an endpoint and a phone number. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A whole page as the plugin prints it, with a form of the proxy at that origin. */
export async function wordPressPage({ origin, content, settings, ...site }: PageOptions): Promise<string> {
  const wordPress = await startWordPress();
  try {
    const post = phpString(content ?? '<!-- wp:applicant-intake/form /-->');
    const { output } = await wordPress.run(`stub_page( ${post} );`, {
      ...site,
      settings: { endpoint: origin, employer: 'Example Freight', phone: '720-555-0142', ...settings },
    });
    return output;
  } finally {
    wordPress.close();
  }
}

/** A string literal of PHP. */
export function phpString(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
