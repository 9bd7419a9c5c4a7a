import type { Control } from './fields/field-props.ts';

/** Where the answer of a control stands. A field of several controls adds to it: `born:year` is a part of `born`. */
export const pathOf = ({ name }: Control): string => name.replace(/:.*/, '');
