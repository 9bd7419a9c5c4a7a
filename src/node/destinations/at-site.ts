import type { Checkpoints, Connector, DeliveryContext } from '../../connectors/connector.ts';

/**
 * A connector that believes receipts and what earlier attempts recorded only of the site that it delivers to. An operator
 * may have given the destination another address since, and ids of one site are somebody else's records at the next: there
 * the application is looked for, and made, as if nothing had been recorded. What was recorded of the first site stays, and
 * is believed again once the address is back. What an older version stored names no site, and is taken for this one's.
 */
export function atSite(connector: Connector, url: string): Connector {
  const site = nameOf(url);
  return {
    destination: connector.destination,
    async deliver(submission, context) {
      const { id, reference } = await connector.deliver(submission, contextAt(site, context));
      return { id, ...(reference !== undefined && { reference }), site };
    },
    check: (context) => connector.check(context),
    close: async () => connector.close?.(),
  };
}

function contextAt(site: string, context: DeliveryContext): DeliveryContext {
  const { previous } = context;
  const { site: first = previous?.site ?? site, ...all } = context.checkpoints;
  const isFirst = first === site;
  // What belongs to a further site stands under its name.
  const mark = isFirst ? '' : `${site} `;
  const own: [string, string][] = Object.entries(all).flatMap(([key, value]) =>
    isFirst === !key.includes(' ') && key.startsWith(mark) ? [[key.slice(mark.length), value]] : [],
  );
  const isElsewhere = !isFirst || (previous?.site ?? site) !== site;
  return {
    ...context,
    checkpoints: Object.fromEntries(own),
    record: (more) => context.record({ site: first, ...renamed(more, mark) }),
    previous: previous && (previous.site ?? first) === site ? withoutSite(previous) : undefined,
    ...(isElsewhere && { attempt: Math.max(2, context.attempt) }),
  };
}

const withoutSite = ({ site: _, ...receipt }: NonNullable<DeliveryContext['previous']>) => receipt;

const renamed = (checkpoints: Checkpoints, mark: string): Checkpoints =>
  Object.fromEntries(Object.entries(checkpoints).map(([key, value]) => [`${mark}${key}`, value]));

/** What tells sites apart, whichever way the address is written. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, '')}`;
}
