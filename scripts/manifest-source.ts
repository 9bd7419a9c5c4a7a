import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';
import { type Doc, readDoc } from './manifest-doc.ts';

/** A field, getter or method of a class, as it stands in the source. */
export interface MemberSource {
  readonly kind: 'field' | 'method';
  readonly name: string;
  readonly isPublic: boolean;
  readonly isStatic: boolean;
  readonly readonly: boolean;
  /** Of a field; of what a method returns. Empty: not written down. */
  readonly type: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly doc: Doc;
  /** The source of the value that a field begins with. */
  readonly value: Node | undefined;
}

/** A class of a module, or an interface that an object of another class has. */
export interface ClassSource {
  readonly name: string;
  readonly superclass: string;
  readonly doc: Doc;
  readonly members: readonly MemberSource[];
  /** Its whole text. */
  readonly text: string;
}

/** A node of the syntax tree: what it holds depends on its type (ESTree with TypeScript). */
// biome-ignore lint/suspicious/noExplicitAny: every field of it is looked at before it is used.
export type Node = Record<string, any>;

/** Reads the classes and interfaces of a module with their comments. Throws on a file that does not parse. */
export function readClasses(file: string): ClassSource[] {
  const source = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);

  const textOf = (node: Node | null | undefined): string => (node ? source.slice(node.start, node.end) : '');
  const typeOf = (node: Node | null | undefined): string => textOf(node?.typeAnnotation);

  /** The doc comment that ends where a node begins. */
  function docOf({ start }: Node): Doc {
    const above = comments.findLast(({ type, value, end }) => {
      return type === 'Block' && value.startsWith('*') && end <= start && !source.slice(end, start).trim();
    });
    return readDoc(above?.value ?? '');
  }

  function memberOf(node: Node): MemberSource {
    const isMethod = node.type === 'MethodDefinition' && node.kind === 'method';
    const { value } = node;
    return {
      kind: isMethod ? 'method' : 'field',
      name: textOf(node.key),
      isPublic: node.key.type === 'Identifier' && ![node.accessibility].some(isHidden) && !node.override,
      isStatic: node.static,
      readonly: node.readonly === true || node.kind === 'get',
      type: node.type === 'MethodDefinition' ? typeOf(value.returnType) : typeOf(node.typeAnnotation),
      parameters: isMethod
        ? value.params.map((each: Node) => ({ name: each.name, type: typeOf(each.typeAnnotation) }))
        : [],
      doc: docOf(node),
      value: isMethod ? undefined : (value ?? undefined),
    };
  }

  return program.body.flatMap((statement: Node) => {
    const node: Node = statement.declaration ?? statement;
    if (!/^(Class|TSInterface)Declaration$/.test(node.type)) return [];
    return {
      name: node.id.name,
      superclass: textOf(node.superClass ?? node.extends[0]?.expression),
      doc: docOf(statement),
      members: node.body.body.filter(({ kind }: Node) => kind !== 'constructor').map(memberOf),
      text: textOf(statement),
    };
  });
}

const isHidden = (accessibility: unknown) => accessibility === 'private' || accessibility === 'protected';
