import type { NamespaceKey } from './namespaces.ts';

/**
 * What an element may hold: JSON and XML bodies are both read by it, and answers written. An element without `members`
 * holds text.
 */
export interface ElementForm {
  members?: Readonly<Record<string, ElementForm>>;
  /** A list in JSON, an element that is repeated in XML. */
  many?: true;
  /** Members that are attributes in XML, and plain members in JSON. */
  attributes?: readonly string[];
  /** In which namespaces the element is accepted; answers are written in the first. */
  namespaces: readonly NamespaceKey[];
}

/** Elements by name. */
export type Members = Readonly<Record<string, ElementForm>>;

/** An element that holds text. */
export function text(...namespaces: NamespaceKey[]): ElementForm {
  return { namespaces };
}

/** Several elements that hold text. */
export function texts(namespace: NamespaceKey, names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, text(namespace)]));
}

/** An element that holds nothing but a `value`, and in answers perhaps the value as it is displayed. */
export function valued(owner: NamespaceKey, ...valueIn: NamespaceKey[]): ElementForm {
  return { namespaces: [owner], members: { value: text(...valueIn) } };
}
