import { describe, expect, it } from 'vitest';
import { judge, type Said, type SimulationHistory, type Told } from './history.ts';

const id = '3f2b8a52-0000-4000-8000-000000000001';
const email = 'craig.daniels@example.com';
const reference = '7Q4M-X2HV';

const accepted: Said = { kind: 'accepted', reference };
const known = (status: string): Said => ({ kind: 'known', reference, status });
const unknown: Said = { kind: 'unknown' };

/** What was told, one answer after another, at the times 10 to 11, 20 to 21 and so on. */
const inTurn = (...said: Said[]): Told[] =>
  said.map((each, index) => ({ id, said: each, askedAt: 10 * (index + 1), toldAt: 10 * (index + 1) + 1 }));

/** A history in which all is well but for what a test changes: sent, accepted, delivered at 15. */
function historyWith(changes: Partial<SimulationHistory> = {}): SimulationHistory {
  return {
    sent: [{ id, email }],
    told: inTurn(accepted, known('delivered')),
    incidents: [{ application: id, seenAt: 15, emails: [email] }],
    contacts: [[email]],
    ...changes,
  };
}

const ofDelivered = (...told: Said[]) => judge(historyWith({ told: inTurn(...told) })).untruthful;

describe('the judgement of a history', () => {
  it('finds nothing wrong where an application was acknowledged, delivered and called so', () => {
    expect(judge(historyWith())).toEqual({ acknowledged: 1, lost: [], duplicated: [], untruthful: [] });
  });

  it('finds an application lost that was acknowledged and is not on the site', () => {
    const { lost } = judge(historyWith({ told: inTurn(accepted), incidents: [] }));
    expect(lost).toEqual([`${id} was acknowledged and is not on the site`]);
  });

  it('lets one that was never acknowledged arrive once or not at all', () => {
    const [incident] = historyWith().incidents;
    for (const incidents of [[], [incident]] as SimulationHistory['incidents'][]) {
      expect(judge(historyWith({ told: [], incidents }))).toMatchObject({ lost: [], untruthful: [] });
    }
  });

  it('finds an application doubled, acknowledged or not', () => {
    const [incident] = historyWith().incidents as [SimulationHistory['incidents'][number]];
    const { duplicated } = judge(historyWith({ told: [], incidents: [incident, incident] }));
    expect(duplicated).toEqual([`${id} is on the site 2 times`]);
  });

  it('finds two contacts of one address, whatever its capitals', () => {
    const { duplicated } = judge(historyWith({ contacts: [[email], [email.toUpperCase()]] }));
    expect(duplicated).toEqual([`${email} has 2 contacts`]);
  });

  it('finds an incident of an application that nobody sent', () => {
    const incidents = [...historyWith().incidents, { application: 'x', seenAt: 1, emails: [email] }];
    expect(judge(historyWith({ incidents })).untruthful).toEqual([
      'an incident says it is x, which nobody sent',
    ]);
  });

  it("finds an incident on somebody else's contact", () => {
    const incidents = [{ application: id, seenAt: 15, emails: ['pat.doe@example.com'] }];
    expect(judge(historyWith({ incidents })).untruthful).toHaveLength(1);
  });

  it('finds one called delivered before it stood on the site', () => {
    const told = [{ id, said: known('delivered'), askedAt: 10, toldAt: 14 }];
    expect(judge(historyWith({ told })).untruthful).toEqual([`${id} was called delivered before it was`]);
  });

  it('believes an answer that was asked for before the incident stood there and came after', () => {
    const told = [{ id, said: known('delivered'), askedAt: 10, toldAt: 16 }];
    expect(judge(historyWith({ told })).untruthful).toEqual([]);
  });

  it('finds one that was delivered and then something else', () => {
    for (const status of ['queued', 'attention']) {
      expect(ofDelivered(accepted, known('delivered'), known(status))).toEqual([
        `${id} was delivered, and then ${status}`,
      ]);
    }
  });

  it('believes two answers that were under way at one time in either order', () => {
    const told = [
      { id, said: known('delivered'), askedAt: 20, toldAt: 25 },
      { id, said: known('queued'), askedAt: 18, toldAt: 40 },
    ];
    expect(judge(historyWith({ told })).untruthful).toEqual([]);
  });

  it('finds one unknown that was accepted before, and believes it unknown before that', () => {
    expect(ofDelivered(unknown, accepted, known('queued'))).toEqual([]);
    expect(ofDelivered(accepted, unknown)).toEqual([`${id} was known, and then unknown`]);
  });

  it('finds a second reference', () => {
    expect(ofDelivered(accepted, { kind: 'accepted', reference: 'CCCC-CCCC' })).toEqual([
      `${id} has 2 references`,
    ]);
  });

  it('finds a refusal, since nothing is wrong with what is sent', () => {
    expect(ofDelivered(accepted, { kind: 'refused', status: 409 })).toEqual([`${id} was refused with 409`]);
  });
});
