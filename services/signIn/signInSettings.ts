import { z } from 'zod';
import type { AppConfig } from '../config';
import { isExposed } from '../events/sinkAddress';
import { isTenantId, list } from '../settingValues';

/** The settings of how employees sign in. */
export const signInSettings = {
  OAUTH_CONNECTION_NAME: z.string().optional(),
  /** The registration that employees sign in at, where it is not the bot's own. */
  OAUTH_APP_ID: z.string().optional(),
  OAUTH_AUTHORITY: z
    .url('must be an address such as https://login.microsoftonline.com')
    .default('https://login.microsoftonline.com')
    .transform((url) => url.replace(/\/+$/, '')),
  EMPLOYEE_ID_CLAIM: z
    .string()
    .default('preferred_username')
    .refine((text) => /^[A-Za-z][\w.:/-]{0,127}$/.test(text), 'must be the name of a claim, such as email'),
  EMPLOYEE_TENANTS: list('').refine((ids) => ids.every(isTenantId), 'must be ids of tenants, separated by commas'),
};

/** Whose members are employees: of the tenants that a setting lists, or of the bot's own. */
export function employeeTenants({ EMPLOYEE_TENANTS, MicrosoftAppTenantId }: AppConfig): readonly string[] {
  return EMPLOYEE_TENANTS.length > 0 || !MicrosoftAppTenantId ? EMPLOYEE_TENANTS : [MicrosoftAppTenantId];
}

/** What keeps people of the tenant from signing in; without a connection, employees are not meant to. */
export function findSignInFaults(config: AppConfig): string[] {
  const faults = isExposed(config.OAUTH_AUTHORITY, config.production)
    ? ['OAUTH_AUTHORITY must be https; http only to this machine, and only in development']
    : [];
  if (!config.OAUTH_CONNECTION_NAME) return faults;
  const tenants = employeeTenants(config);
  if (!config.authenticated)
    faults.push('OAUTH_CONNECTION_NAME needs MicrosoftAppId: employees sign in at the registration of the bot');
  if (config.MicrosoftAppType === 'UserAssignedMSI' && !config.OAUTH_APP_ID)
    faults.push('OAUTH_APP_ID is missing: nobody can sign in at a managed identity, only at an app registration');
  if (tenants.length === 0) faults.push('EMPLOYEE_TENANTS is missing: the ids of the tenants whose members work here');
  else if (!tenants.every(isTenantId))
    faults.push('MicrosoftAppTenantId must be the id of the tenant, not a name, for employees to sign in');
  return faults;
}
