import { readCredential } from '../read-credential.ts';
import type { TokenEndpoint } from '../token-endpoint.ts';
import type { Tenant } from './tenant.ts';

/** Lets callers in, or does not. */
export interface Gate {
  admits(authorization: string | null): boolean;
  reset(): void;
}

/**
 * Checks credentials. Wrong passwords in a row are counted, as many as the tenant is set to bear; then the staff account
 * is locked, and even the right password no longer opens it, until an operator sets `accounts.locked` to false.
 */
export function createGate(tenant: Tenant, tokens: TokenEndpoint): Gate {
  let wrongInARow = 0;

  function isKnown(authorization: string | null): boolean {
    const { accounts } = tenant.settings;
    const credential = readCredential(authorization);
    switch (credential?.scheme) {
      case 'basic':
        return credential.user === accounts.user && isPassword(credential.password);
      case 'session':
        return accounts.sessionTokens.includes(credential.token);
      case 'bearer':
        return accounts.bearerTokens.includes(credential.token) || tokens.isValid(credential.token);
      default:
        return false;
    }
  }

  function isPassword(password: string): boolean {
    const { accounts } = tenant.settings;
    if (accounts.locked) return false;
    if (password === accounts.password) {
      wrongInARow = 0;
      return true;
    }
    wrongInARow += 1;
    if (accounts.lockAfter !== null && wrongInARow >= accounts.lockAfter) {
      wrongInARow = 0;
      tenant.change({ accounts: { locked: true } });
    }
    return false;
  }

  return {
    admits(authorization) {
      if (!isKnown(authorization)) return false;
      const { refuseAfter } = tenant.settings.accounts;
      if (refuseAfter === null) return true;
      if (refuseAfter === 0) return false;
      tenant.change({ accounts: { refuseAfter: refuseAfter - 1 } });
      return true;
    },
    reset() {
      wrongInARow = 0;
    },
  };
}
