import type { VendorCall } from '../create-simulator.ts';
import type { Assumptions } from './assumptions.ts';

/** The token that a call carries in the place where this tenant looks for it, or null. */
export function readToken({ headers, query }: VendorCall, assumptions: Assumptions): string | null {
  const { tokenPlace, tokenName, tokenPrefix } = assumptions;
  switch (tokenPlace) {
    case 'header': {
      const value = headers.get(tokenName);
      return value?.startsWith(tokenPrefix) ? value.slice(tokenPrefix.length) : null;
    }
    case 'cookie':
      return cookieValue(headers.get('cookie') ?? '', tokenName);
    case 'query':
      return query.get(tokenName);
  }
}

function cookieValue(cookies: string, name: string): string | null {
  const cookie = cookies.split(';').find((each) => each.trim().startsWith(`${name}=`));
  return cookie?.trim().slice(name.length + 1) ?? null;
}
