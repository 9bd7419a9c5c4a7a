import { builtInForms } from '../model/forms/built-in.ts';
import type { Settings } from './settings.ts';

/**
 * What a destination is for the forms that there are: `required`, an application of one of them is delivered only once it
 * is there; `optional`, one of them goes there and none waits for it; `unused`, nothing goes there.
 */
export type DestinationUse = 'required' | 'optional' | 'unused';

/** What a configured destination is for the forms. A form that is not named goes everywhere. */
export function destinationUse(name: string, forms: Settings['forms']): DestinationUse {
  const routes = builtInForms.map((form) => forms[form.name]);
  if (routes.some((route) => route?.destinations.includes(name) ?? true)) return 'required';
  return routes.some((route) => route?.optional.includes(name)) ? 'optional' : 'unused';
}
