/**
 * Deliveries that were refused as every other would be, it seemed. When one of them is refused again though others
 * have got through in between, it is this one that is refused: it would pause the destination for all without end.
 */
export function createSuspects() {
  let accepted = 0;
  /** How many deliveries the destination had taken when it refused one. */
  const acceptedBefore = new Map<string, number>();

  return {
    /** The destination has taken this one. */
    accepted(id: string): void {
      accepted += 1;
      acceptedBefore.delete(id);
    },

    /** The destination has refused this one. Returns whether it alone is refused; it is suspected no longer then. */
    refused(id: string): boolean {
      const alone = accepted > (acceptedBefore.get(id) ?? Number.POSITIVE_INFINITY);
      if (alone) acceptedBefore.delete(id);
      else acceptedBefore.set(id, accepted);
      return alone;
    },

    /** Whether something else has become of this one. */
    forget: (id: string): boolean => acceptedBefore.delete(id),

    /** The ids of all of them, which let others go first. */
    get ids(): ReadonlySet<string> {
      return new Set(acceptedBefore.keys());
    },
  };
}

export type Suspects = ReturnType<typeof createSuspects>;
