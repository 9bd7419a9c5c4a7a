/** Digits and letters that are hard to confuse on paper or over the phone and spell no words. */
const alphabet = '23456789CFGHJMPQRVWX';

/** A code that a person can read out, such as `7Q4M-X2HV`: 20⁸ of them, so a store must refuse the rare repetition. */
export function makeReference(randomBytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  let letters = '';
  for (const byte of randomBytes) {
    // 240 is the largest multiple of 20 in a byte; dropping what lies above keeps every letter equally likely.
    if (byte < 240 && letters.length < 8) letters += alphabet[byte % 20];
  }
  return letters.length < 8 ? makeReference() : `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
