import { readFileSync } from 'node:fs';
import {
  findNodeAtLocation,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { settingPath } from './setting-path.ts';
import { SettingsError } from './settings-error.ts';

/** A file of settings: JSON, in which comments and commas at the end are allowed. */
export interface ConfigFile {
  readonly content: Record<string, unknown>;
  /** `FILE:LINE` of a setting, or of the nearest thing around it that is there. */
  locate(path: readonly (string | number)[]): string;
}

/** Reads the file. Throws {@link SettingsError} when that is not possible. */
export function readConfigFile(file: string): ConfigFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new SettingsError(
      `--config ${file} cannot be read (${reason}); check the path and its permissions`,
      {
        cause,
      },
    );
  }
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const lineAt = (offset: number) => `${file}:${text.slice(0, offset).split('\n').length}`;
  const [error] = errors;
  if (error) {
    throw new SettingsError(`${lineAt(error.offset)}: not valid JSON (${printParseErrorCode(error.error)})`);
  }
  const again = tree && namedAgain(tree);
  if (again) {
    throw new SettingsError(
      `${lineAt(again.offset)}: ${settingPath(getNodePath(again))} stands here a second time; there can be one`,
    );
  }
  const content: unknown = tree && getNodeValue(tree);
  if (!tree || typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new SettingsError(`--config ${file} must hold a JSON object`);
  }
  return {
    content: content as Record<string, unknown>,
    locate(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node = findNodeAtLocation(tree, path.slice(0, length));
        // The name is what a person looks for, and it stands before the value.
        if (node) return lineAt(node.parent?.type === 'property' ? node.parent.offset : node.offset);
      }
      return file;
    },
  };
}

/** The first name that its object has already. JSON lets the last one win, and what stands above would be lost silently. */
function namedAgain({ type, children = [] }: Node): Node | undefined {
  const seen = new Set<unknown>();
  for (const child of children) {
    const [name] = type === 'object' ? (child.children ?? []) : [];
    if (name && seen.has(name.value)) return name;
    seen.add(name?.value);
    const below = namedAgain(child);
    if (below) return below;
  }
  return undefined;
}
