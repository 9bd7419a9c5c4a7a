import { parser } from '@prometheus-io/lezer-promql';

/** A series that an expression asks for: its metric, and what its labels have to be. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly op: string; readonly value: string }[];
}

/** What an expression speaks of. */
export interface Expression {
  readonly selectors: readonly Selector[];
  /** Labels by which series are joined, grouped or matched. */
  readonly groupedBy: readonly string[];
}

/** Reads PromQL by the grammar of Prometheus' own pages. Throws where it is none. */
export function readPromql(expression: string): Expression {
  const selectors: { metric: string; matchers: Selector['matchers'][number][] }[] = [];
  const groupedBy: string[] = [];
  const textOf = ({ from, to }: { from: number; to: number }) => expression.slice(from, to);
  let inGrouping = false;
  parser.parse(expression).iterate({
    enter(node) {
      if (node.type.isError) throw new Error(`not PromQL at ${node.from}: ${expression}`);
      if (node.name === 'GroupingLabels') inGrouping = true;
      if (node.name === 'LabelName' && inGrouping) groupedBy.push(textOf(node));
      if (node.name === 'Identifier') selectors.push({ metric: textOf(node), matchers: [] });
      if (node.name === 'UnquotedLabelMatcher') {
        const [, label = '', op = '', value = ''] =
          /^(\w+)\s*(=~|!~|!=|=)\s*"(.*)"$/.exec(textOf(node)) ?? [];
        selectors.at(-1)?.matchers.push({ label, op, value });
      }
    },
    leave(node) {
      if (node.name === 'GroupingLabels') inGrouping = false;
    },
  });
  return { selectors, groupedBy };
}
