/** A telephone number as eGain takes it: country code, area code and number, digits only. */
export interface PhoneParts {
  readonly countryCode?: string;
  readonly areaCode?: string;
  readonly phoneNo: string;
  readonly extension?: string;
}

/**
 * Splits a number of the North American plan, with or without its 1, and an extension after `x`, `ext` or `;ext=`. Any other
 * number stays whole: a wrong split would make it another number.
 */
export function phoneParts(phone: string): PhoneParts | undefined {
  const [, number = '', extension] =
    /^(.*?)(?:\s*(?:;?\s*ext[.=:]?|x)\s*(\d{1,8}))?$/i.exec(phone.trim()) ?? [];
  const digits = number.replaceAll(/\D/g, '');
  if (digits === '') return undefined;
  const more = extension ? { extension } : {};
  const plan = /^1?([2-9]\d{2})([2-9]\d{6})$/.exec(digits);
  const isForeign = number.trim().startsWith('+') && !digits.startsWith('1');
  if (!plan || isForeign) return { phoneNo: digits, ...more };
  return { countryCode: '1', areaCode: plan[1] ?? '', phoneNo: plan[2] ?? '', ...more };
}
