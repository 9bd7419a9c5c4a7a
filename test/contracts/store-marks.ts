import { describe, expect, it } from 'vitest';
import { type OpenStore, submissionOf } from './store-contract.ts';

const options = { destinations: ['crm'], serialKey: null, receivedAt: 7 };

/** What every store must do with marks for a review, and with tokens that can be used once. */
export function describeMarks(name: string, open: () => Promise<OpenStore>): void {
  describe(`the ${name}, as a store of marks for a review`, () => {
    it('gives them back with the submission', async () => {
      const { add, leaseOne } = await open();
      const review = ['honeypot', 'too_fast'] as const;
      const submission = await add({ submission: { ...submissionOf(), review } });
      expect((await leaseOne(0)).submission).toEqual(submission);
    });

    it('makes up none', async () => {
      const { add, leaseOne } = await open();
      await add();
      expect((await leaseOne(0)).submission).not.toHaveProperty('review');
    });

    it.each([
      ['other marks', ['honeypot'], ['bad_challenge']],
      ['marks, where it had none', undefined, ['bad_challenge']],
      ['no marks any more', ['honeypot'], undefined],
    ] as const)(
      'takes what comes again with %s for a repetition, and keeps the first ones',
      async (_, before, after) => {
        const { store, leaseOne } = await open();
        const submission = submissionOf();
        const marked = (review?: readonly ['honeypot'] | readonly ['bad_challenge']) =>
          review ? { ...submission, review } : submission;
        await store.add(marked(before), options);
        expect((await store.add(marked(after), options)).outcome).toBe('same');
        expect((await leaseOne(7)).submission.review).toEqual(before);
      },
    );

    it('tells other content under the same id, whatever the marks', async () => {
      const { store } = await open();
      const submission = { ...submissionOf(), review: ['honeypot'] as const };
      await store.add(submission, options);
      const changed = {
        ...submissionOf({ city: 'Boulder' }, { id: submission.id }),
        review: ['honeypot'] as const,
      };
      expect((await store.add(changed, options)).outcome).toBe('different');
    });
  });

  describe(`the ${name}, as a store of tokens`, () => {
    it('lets each be used for one submission, as often as that is sent', async () => {
      const { store } = await open();
      const spend = (token: string, submissionId: string) =>
        store.spend(token, { submissionId, expiresAt: 100, now: 1 });
      expect(await spend('a', 'one')).toBe(true);
      expect(await spend('a', 'two')).toBe(false);
      expect(await spend('a', 'one')).toBe(true);
      expect(await spend('b', 'two')).toBe(true);
    });

    it('lets one of many submissions that come at the same time use it', async () => {
      const { store } = await open();
      const spent = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.spend('a', { submissionId: `id-${index}`, expiresAt: 100, now: 1 }),
        ),
      );
      expect(spent.filter(Boolean)).toHaveLength(1);
    });

    it('forgets what has expired, and nothing before', async () => {
      const { store } = await open();
      await store.spend('early', { submissionId: 'one', expiresAt: 100, now: 1 });
      await store.spend('late', { submissionId: 'one', expiresAt: 200, now: 1 });
      const again = (token: string, now: number) =>
        store.spend(token, { submissionId: 'two', expiresAt: now + 100, now });
      expect(await again('early', 100)).toBe(false);
      expect(await again('late', 101)).toBe(false);
      expect(await again('early', 101)).toBe(true);
    });
  });
}
