import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startPhp } from '../support/wordpress/php.ts';
import { plugin, startWordPress } from '../support/wordpress.ts';

const files = readdirSync(plugin, { recursive: true, encoding: 'utf8' });
const read = (file: string) => readFileSync(`${plugin}/${file}`, 'utf8');
const php = files.filter((file) => file.endsWith('.php'));
const block = JSON.parse(read('blocks/form/block.json'));

describe('the folder that goes into wp-content/plugins', () => {
  it('names one version everywhere', () => {
    const main = read('applicant-intake.php');
    const versions = [
      /^ \* Version: +(\S+)$/m.exec(main)?.[1],
      /APPLICANT_INTAKE_VERSION = '(.*)'/.exec(main)?.[1],
      /^Stable tag: (\S+)$/m.exec(read('readme.txt'))?.[1],
      /'version' +=> '(.*)'/.exec(read('blocks/form/editor.asset.php'))?.[1],
      block.version,
    ];
    expect(new Set(versions)).toEqual(new Set([block.version]));
  });

  it('asks for the same WordPress and PHP in its header and its readme, and lists the changes of its version', () => {
    const main = read('applicant-intake.php');
    const readme = read('readme.txt');
    for (const field of ['Requires at least', 'Requires PHP', 'License', 'License URI']) {
      const said = (text: string) => new RegExp(`^(?: \\* )?${field}: +(.+)$`, 'm').exec(text)?.[1];
      expect(said(main)).toBeTruthy();
      expect(said(readme)).toBe(said(main));
    }
    expect(readme).toContain(`= ${block.version} =`);
  });

  it('has no PHP file that does anything when it is called by its address', async () => {
    const bare = await startPhp();
    try {
      for (const file of php) {
        // Without WordPress every call of its functions would be a fatal error.
        const { text, errors } = await bare.run({ code: read(file) });
        expect([file, text, errors]).toEqual([file, '', '']);
      }
    } finally {
      bare.exit();
    }
  });

  it('loads every file of includes/, and defines nothing without its prefix', async () => {
    const main = read('applicant-intake.php');
    for (const file of php.filter((each) => each.startsWith('includes/'))) {
      expect(main).toContain(`require __DIR__ . '/${file}';`);
    }
    const names = php.flatMap((file) => [...read(file).matchAll(/^(?:function|const) (\w+)/gm)]);
    expect(names.length).toBeGreaterThan(20);
    for (const [, name] of names) expect(name).toMatch(/^applicant_intake_|^APPLICANT_INTAKE_/);
  });

  it('has a block that takes what the shortcode takes', async () => {
    const wordPress = await startWordPress();
    const { result } = await wordPress.run('return applicant_intake_attribute_names();');
    wordPress.close();
    const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(Object.keys(block.attributes)).toEqual((result as string[]).map(camel));
    expect(files).toContain('blocks/form/editor.asset.php');
  });
});

describe('languages/applicant-intake.pot', () => {
  const text = (quoted: string) => quoted.replace(/\\(['"\\])/g, '$1');

  /** Everything that a translator has to see, from PHP, JavaScript, block.json and the plugin's header. */
  function translatable(): Set<string> {
    const call = /\b(?:esc_html__|esc_attr__|__)\(\s*'((?:[^'\\]|\\.)*)',\s*'applicant-intake',?\s*\)/g;
    const code = [...php, 'blocks/form/editor.js'].flatMap((file) => [...read(file).matchAll(call)]);
    const header = [...read('applicant-intake.php').matchAll(/^ \* (?:Plugin Name|Description): +(.+)$/gm)];
    return new Set([
      ...[...code, ...header].map(([, found = '']) => text(found)),
      block.title,
      block.description,
      ...block.keywords,
    ]);
  }

  it('holds every text of the plugin, and no other', () => {
    const entries = [...read('languages/applicant-intake.pot').matchAll(/^msgid "(.+)"$/gm)];
    const found = entries.map(([, id = '']) => text(id));
    expect(new Set(found)).toEqual(translatable());
    expect(found.length).toBeGreaterThan(40);
  });
});
