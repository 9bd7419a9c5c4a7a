import type { FormDefinition } from '../definition.ts';
import { driverShort } from './driver-short.ts';

/** The forms that come with the product. */
export const builtInForms: readonly FormDefinition[] = [driverShort];
