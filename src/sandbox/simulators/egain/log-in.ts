import type { VendorCall } from '../create-simulator.ts';
import { type ElementForm, texts } from './element-form.ts';
import { EgainProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import type { Sessions } from './sessions.ts';
import type { TenantSettings } from './tenant-settings.ts';

const LOGIN_FORM: ElementForm = {
  namespaces: ['platform'],
  members: texts('platform', ['userName', 'password']),
};

/** Opens a session for the right user name and password, and gives its id. */
export function logIn(call: VendorCall, sessions: Sessions, settings: TenantSettings): string {
  const { account, assumptions } = settings;
  const { userName, password } = readBody(call, 'login', LOGIN_FORM, assumptions);
  if (userName !== account.userName || password !== account.password) {
    throw new EgainProblem(401, 'login', 'User name or password is wrong');
  }
  const id = sessions.open(call.query.get('forceLogin') === 'yes');
  if (id !== null) return id;
  const message = 'The user has as many sessions as there may be; forceLogin=yes ends the oldest';
  throw new EgainProblem(assumptions.sessionCapStatus, 'sessionCap', message);
}
