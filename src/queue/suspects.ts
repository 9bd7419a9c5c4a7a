/**
 * Deliveries that were refused as every other would be, it seemed. One that is refused again though others have got
 * through in between may be refused for a fault of its own: it would pause the destination for all without end. It is
 * alone only as long as nobody else has been refused since the last one got through, or else the destination refuses
 * everyone once more.
 */
export function createSuspects() {
  let accepted = 0;
  /** How many deliveries the destination had taken when it refused one. */
  const acceptedBefore = new Map<string, number>();
  /** The ids of those refused since it last took one. */
  const refusedSince = new Set<string>();

  return {
    /** The destination has taken this one. */
    accepted(id: string): void {
      accepted += 1;
      acceptedBefore.delete(id);
      refusedSince.clear();
    },

    /** The destination has refused this one. Returns whether it alone is refused. */
    refused(id: string): boolean {
      refusedSince.add(id);
      const before = acceptedBefore.get(id) ?? Number.POSITIVE_INFINITY;
      acceptedBefore.set(id, Math.min(before, accepted));
      return accepted > before && refusedSince.size === 1;
    },

    /** Whether something else has become of this one. */
    forget: (id: string): boolean => acceptedBefore.delete(id),

    /** Whether this one has been refused and nothing else has become of it since: then it lets others go first. */
    has: (id: string): boolean => acceptedBefore.has(id),
  };
}

export type Suspects = ReturnType<typeof createSuspects>;
