/**
 * What happened, as those outside saw it, and what must hold of it. Times are numbers that rise from one event to the
 * next; an answer was given at some moment from `askedAt` to `toldAt`.
 */

/** An application that somebody sent at least once. */
export interface SentApplication {
  readonly id: string;
  readonly email: string;
}

/** Something that a proxy told an applicant of one application. */
export interface Told {
  readonly id: string;
  readonly askedAt: number;
  readonly toldAt: number;
  readonly said: Said;
}

/**
 * `accepted`: 202. `known`: how it stands. `unknown`: 404. `refused`: whatever else says that the request was wrong,
 * which it never is.
 */
export type Said =
  | { readonly kind: 'accepted'; readonly reference: string }
  | { readonly kind: 'known'; readonly reference: string; readonly status: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly status: number };

/** An incident as it stands on the site in the end. */
export interface SeenIncident {
  /** The id of the application that it says it is. */
  readonly application: string;
  readonly seenAt: number;
  /** The addresses of its contact. */
  readonly emails: readonly string[];
}

/** A history to be judged. */
export interface SimulationHistory {
  readonly sent: readonly SentApplication[];
  readonly told: readonly Told[];
  readonly incidents: readonly SeenIncident[];
  /** The addresses of each contact that was made. */
  readonly contacts: readonly (readonly string[])[];
}

/** What does not hold of a history, one sentence each; all empty where everything does. */
export interface Verdict {
  /** How many applications were acknowledged. */
  readonly acknowledged: number;
  /** Acknowledged, and not on the site. */
  readonly lost: readonly string[];
  /** On the site more than once: applications, and contacts of one address. */
  readonly duplicated: readonly string[];
  /** What was told, or stands on the site, and is not so. */
  readonly untruthful: readonly string[];
}

/** Judges a history that is over: everything that was to arrive had time to. */
export function judge({ sent, told, incidents, contacts }: SimulationHistory): Verdict {
  const acknowledged = new Set(told.flatMap(({ id, said }) => (said.kind === 'accepted' ? [id] : [])));
  const incidentsOf = (id: string) => incidents.filter(({ application }) => application === id);
  const addresses = new Set(sent.map(({ email }) => email.toLowerCase()));
  const contactsOf = (address: string) =>
    contacts.filter((emails) => emails.some((email) => email.toLowerCase() === address));

  return {
    acknowledged: acknowledged.size,
    lost: [...acknowledged]
      .filter((id) => incidentsOf(id).length === 0)
      .map((id) => `${id} was acknowledged and is not on the site`),
    duplicated: [
      ...sent
        .filter(({ id }) => incidentsOf(id).length > 1)
        .map(({ id }) => `${id} is on the site ${incidentsOf(id).length} times`),
      ...[...addresses]
        .filter((address) => contactsOf(address).length > 1)
        .map((address) => `${address} has ${contactsOf(address).length} contacts`),
    ],
    untruthful: [
      ...incidents.flatMap((incident) => untrueOfIncident(incident, sent)),
      ...sent.flatMap(({ id }) =>
        untrueOf(
          told.filter((each) => each.id === id),
          incidentsOf(id),
        ),
      ),
    ],
  };
}

function untrueOfIncident({ application, emails }: SeenIncident, sent: readonly SentApplication[]): string[] {
  const origin = sent.find(({ id }) => id === application);
  if (!origin) return [`an incident says it is ${application}, which nobody sent`];
  if (emails.some((email) => email.toLowerCase() === origin.email.toLowerCase())) return [];
  return [`the incident of ${application} is on somebody else's contact`];
}

/** What was told of one application and cannot be true, or not after what was told before. */
function untrueOf(told: readonly Told[], incidents: readonly SeenIncident[]): string[] {
  const untrue = told.flatMap((each) => {
    const { id, askedAt, toldAt, said } = each;
    const before = told.filter((earlier) => earlier.toldAt < askedAt).map((earlier) => earlier.said);
    const wasKnown = before.some(({ kind }) => kind === 'accepted' || kind === 'known');
    const wasDelivered = before.some((earlier) => earlier.kind === 'known' && earlier.status === 'delivered');
    const arrived = incidents.some(({ seenAt }) => seenAt <= toldAt);
    if (said.kind === 'refused') return [`${id} was refused with ${said.status}`];
    if (said.kind === 'unknown') return wasKnown ? [`${id} was known, and then unknown`] : [];
    if (said.kind === 'accepted') return [];
    if (said.status === 'delivered') return arrived ? [] : [`${id} was called delivered before it was`];
    return wasDelivered ? [`${id} was delivered, and then ${said.status}`] : [];
  });
  const references = new Set(told.flatMap(({ said }) => ('reference' in said ? [said.reference] : [])));
  if (references.size > 1) untrue.push(`${told[0]?.id} has ${references.size} references`);
  return [...new Set(untrue)];
}
