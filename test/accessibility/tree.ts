import { cdp } from 'vitest/browser';

interface AXValue {
  readonly value?: unknown;
}

/** What the DevTools protocol says of a node (Accessibility.AXNode). */
interface AXNode {
  readonly nodeId: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: AXValue;
  readonly name?: AXValue;
  readonly description?: AXValue;
  readonly value?: AXValue;
  readonly properties?: readonly { readonly name: string; readonly value: AXValue }[];
}

interface FrameTree {
  readonly frame: { readonly id: string; readonly name?: string };
  readonly childFrames?: readonly FrameTree[];
}

interface Session {
  send(method: 'Page.getFrameTree'): Promise<{ frameTree: FrameTree }>;
  send(method: 'Accessibility.getFullAXTree', params: object): Promise<{ nodes: AXNode[] }>;
}

/** What can be operated, and what else has to have a name. */
const named = /^(button|link|textbox|combobox|radio|checkbox|radiogroup|group|heading|progressbar|image)$/;

/**
 * What Chromium tells assistive technology about the page, from top to bottom, a line each: role, name, value,
 * description and states.
 */
export async function accessibilityTree(): Promise<string[]> {
  const session = cdp() as unknown as Session;
  const { frameTree } = await session.send('Page.getFrameTree');
  // Tests run in a frame of the runner's.
  const frame = frameTree.childFrames?.find((each) => each.frame.name === window.name) ?? frameTree;
  const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId: frame.frame.id });
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const below = (node: AXNode | undefined): AXNode[] =>
    node ? [node, ...(node.childIds ?? []).flatMap((id) => below(byId.get(id)))] : [];
  return below(nodes[0])
    .filter(({ ignored, role }) => !ignored && named.test(String(role?.value)))
    .map(line);
}

function line({ role, name, description, value, properties = [] }: AXNode): string {
  const is = (state: string) =>
    properties.some((each) => each.name === state && /^true$/.test(String(each.value.value))) && state;
  return [
    role?.value,
    `“${name?.value ?? ''}”`,
    value?.value && `= ${value.value}`,
    description?.value && `(${description.value})`,
    ...['required', 'invalid', 'checked', 'disabled'].map(is),
  ]
    .filter(Boolean)
    .join(' ');
}
