/** A doc comment: its description, and its tags in order. */
export interface Doc {
  readonly description: string;
  readonly tags: readonly DocTag[];
}

/** `@tag {type} name - description`, or `@tag [name=default] - description`. */
export interface DocTag {
  readonly tag: string;
  readonly type: string;
  readonly name: string;
  readonly default: string;
  readonly description: string;
}

const pattern =
  /^@(?<tag>\w+)(?: \{(?<type>[^}]*)\})?(?: (?:\[(?<optional>[^=\]]+)(?:=(?<default>[^\]]*))?\]|(?<name>\S+)) - )?(?<description>[\s\S]*)$/;

/** Reads the text of a doc comment, from between its slashes. */
export function readDoc(comment: string): Doc {
  const text = comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*+ ?/, '').trimEnd())
    .join('\n')
    .trim();
  const [description = '', ...tags] = text.split(/^(?=@\w)/m);
  return { description: paragraphs(description), tags: tags.map(readTag) };
}

function readTag(text: string): DocTag {
  const { groups } = pattern.exec(text.trim()) ?? {};
  if (!groups) throw new Error(`not a tag: ${text}`);
  const { tag = '', type = '', name = '', optional = '', default: value = '', description = '' } = groups;
  return { tag, type, name: name || optional, default: value, description: paragraphs(description) };
}

/** Lines that were broken for people; an empty one still ends a paragraph. Links to code become code. */
function paragraphs(text: string): string {
  return text
    .trim()
    .replace(/\{@link ([^}]+)\}/g, '`$1`')
    .replace(/([^\n])\n(?!\n)/g, '$1 ');
}
