import type { Assumptions } from './assumptions.ts';
import type { StoredCustomer } from './customers.ts';
import { allPointsOf, attributesOf, objectIn, textAt, valuesOf } from './members-of.ts';
import { invalid } from './problem.ts';

/** Whether a customer is among those that are looked for. */
type Criterion = (customer: StoredCustomer) => boolean;

/** What a search asks for; a customer is a hit when it meets all criteria. At least one is needed. */
export function readCriteria(query: URLSearchParams, assumptions: Assumptions): Criterion {
  const criteria: Criterion[] = [];
  for (const [name, value] of query) {
    if (name.startsWith('$')) continue;
    if (value === '') throw invalid(`The parameter ${name} has no value`);
    criteria.push(readCriterion(name, value, assumptions));
  }
  if (criteria.length === 0) throw invalid('At least one criterion is required');
  return (customer) => criteria.every((meets) => meets(customer));
}

function readCriterion(name: string, value: string, assumptions: Assumptions): Criterion {
  const { emailsIgnoreCase, customSearch } = assumptions;
  if (name === 'email') {
    const comparable = (email: string) => (emailsIgnoreCase ? email.toLowerCase() : email);
    const wanted = comparable(value);
    return ({ emails }) => emails.some((email) => comparable(email) === wanted);
  }
  if (name === 'phone') {
    return ({ fields }) => allPointsOf(fields).some((point) => phonesOf(point, assumptions).has(value));
  }
  if (name.startsWith('custom.') && customSearch) {
    const attributeName = name.slice('custom.'.length);
    return ({ fields }) =>
      attributesOf(fields).some(
        (each) => textAt(each, 'attribName') === attributeName && valuesOf(each).includes(value),
      );
  }
  throw invalid('Unsupported query parameter');
}

/** Everything that a number may be found by. */
function phonesOf(point: Parameters<typeof objectIn>[0], { phoneSearch }: Assumptions): Set<string> {
  const phone = objectIn(objectIn(point, 'type'), 'phone');
  const [number, area, country] = ['phoneNo', 'areaCode', 'countryCode'].map(
    (name) => textAt(phone, name) ?? '',
  );
  const found = new Set(number ? [number] : []);
  if (phoneSearch === 'number' || !number) return found;
  const digits = (...parts: (string | undefined)[]) => parts.join('').replaceAll(/\D/g, '');
  return found
    .add(digits(number))
    .add(digits(area, number))
    .add(digits(country, area, number));
}
