/** A telephone number as stores know it. The library that knows numbers is loaded only where one is asked for. */
export async function normalNumber(text: string): Promise<string> {
  const { normalPhone } = await import('../../server/normal-phone.ts');
  return normalPhone(text);
}
