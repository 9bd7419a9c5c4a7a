import { describe, expect, it } from 'vitest';
import { openPages, visitor } from './visitor.ts';

const driver = (changes = {}) => visitor(openPages(changes).pages);

describe('a form without a script', () => {
  it('shows the same step again with its complaints, each once and in words', async () => {
    const me = driver();
    const page = await me.press(await me.open(), { application_type: 'COMPANY' });
    expect(page.status).toBe(422);
    expect(page.title).toBe('What brings you here?');
    expect(page.complaints).toEqual(['Say whether you have a CDL']);
    expect(page.html).toContain('<title>Error: What brings you here? – Example Freight</title>');
    expect(page.html).toContain('id="summary" autofocus');
    expect(page.posts('application_type')).toBe('COMPANY');
  });

  it('shows a question that an answer brings up on the same step, without a complaint', async () => {
    const me = driver();
    const first = await me.open();
    expect(first.asks('cdl_type')).toBe(false);
    const again = await me.press(first, { application_type: 'COMPANY', has_cdl: 'true' });
    expect([again.status, again.complaints, again.asks('cdl_type')]).toEqual([200, [], true]);
    const still = await me.press(again);
    expect(still.complaints).toEqual(['Choose the class of your CDL']);
    const next = await me.press(still, { cdl_type: 'B' });
    expect(next.title).toBe('What do you want to drive?');
  });

  it('tells what is wrong with the questions asked, and of the new one nothing', async () => {
    const me = driver();
    const page = await me.press(await me.open(), { has_cdl: 'true' });
    expect(page.complaints).toEqual(['Choose what you are applying as']);
    expect(page.asks('cdl_type')).toBe(true);
  });

  it('leaves out a question that an answer takes away, and remembers what was chosen there', async () => {
    const me = driver();
    const review = await me.fillIn();
    const change = await me.press(review, { go: 'driving' });
    const without = await me.press(change, { has_cdl: 'false' });
    expect(without.title).toBe('Check your answers');
    expect(without.html).not.toContain('Class A');
    const back = await me.press(await me.press(without, { go: 'driving' }), { has_cdl: 'true' });
    expect(back.posts('cdl_type')).toBe('A');
  });

  it('goes back with everything that was typed, right or wrong, and says nothing about it', async () => {
    const me = driver();
    const contact = await me.press(
      await me.press(await me.press(await me.open(), { application_type: 'COMPANY', has_cdl: 'false' }), {
        driving_preference: 'SOLO',
        truck_type: 'STRAIGHT',
      }),
      { email: 'not one', go: 'back' },
    );
    expect([contact.status, contact.title, contact.complaints]).toEqual([
      200,
      'What do you want to drive?',
      [],
    ]);
    const again = await me.press(contact);
    expect(again.title).toBe('How can we reach you?');
    expect(again.posts('email')).toBe('not one');
    expect(again.complaints).toEqual([]);
  });

  it('comes back to the review from a change, once the change is right', async () => {
    const me = driver();
    const review = await me.fillIn();
    expect(review.title).toBe('Check your answers');
    const contact = await me.press(review, { go: 'contact' });
    expect(contact.title).toBe('How can we reach you?');
    const wrong = await me.press(contact, { email: 'no' });
    expect(wrong.complaints).toHaveLength(1);
    const right = await me.press(wrong, { email: 'other@example.com' });
    expect(right.title).toBe('Check your answers');
    expect(right.html).toContain('other@example.com');
  });

  it('takes answers into their normal form on the way', async () => {
    const me = driver();
    const review = await me.fillIn({ postal_code: 'k1a0b1 ' });
    expect(review.html).toContain('K1A0B1');
    expect(review.posts('phone')).toBe('720-340-1313');
  });

  it('changes its language with everything that was typed', async () => {
    const me = driver();
    const contact = await me.press(
      await me.press(await me.press(await me.open(), { application_type: 'COMPANY', has_cdl: 'false' }), {
        driving_preference: 'SOLO',
        truck_type: 'STRAIGHT',
      }),
      { first_name: 'María', email: 'no', lang: 'es' },
    );
    expect([contact.status, contact.title, contact.complaints]).toEqual([
      200,
      '¿Cómo nos comunicamos con usted?',
      [],
    ]);
    expect(contact.html).toContain('<html lang="es">');
    expect(contact.posts('first_name')).toBe('María');
    const wrong = await me.press(contact);
    expect(wrong.complaints).toContain('Escriba un correo electrónico como nombre@ejemplo.com');
  });

  it('keeps text of every kind to the letter', async () => {
    const me = driver();
    const odd = `"><script>alert(1)</script>&lt;'\u2028`;
    const page = await me.press(await me.fillIn(), { go: 'contact' });
    const again = await me.press(page, { street: odd, city: '</script><!--' });
    expect(again.html).not.toContain('<script>alert');
    const contact =
      again.title === 'How can we reach you?' ? again : await me.press(again, { go: 'contact' });
    expect(contact.posts('street')).toBe(odd);
    expect(contact.posts('city')).toBe('</script><!--');
  });
});
