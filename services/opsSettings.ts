import { z } from 'zod';
import type { AppConfig } from './config';
import { accessTokens, isTenantId, optionalPort } from './settingValues';

/** The settings of who sees metrics and the operations page, and where. */
export const opsSettings = {
  OPS_TOKEN: accessTokens,
  /** The role of an Entra access token that opens /metrics and /ops; without it none does. */
  OPS_ROLE: z
    .string()
    .refine((text) => /^[\w.-]+$/.test(text), 'must be the value of an app role, such as Ops.Read')
    .optional(),
  OPS_AUDIENCE: z.string().optional(),
  OPS_PORT: optionalPort,
};

/** What those settings contradict each other in. */
export function findOpsFaults({ OPS_ROLE, OPS_PORT, PORT, SANDBOX_PORT, ...config }: AppConfig): string[] {
  const faults: string[] = [];
  if (OPS_ROLE && !isTenantId(config.MicrosoftAppTenantId ?? ''))
    faults.push('MicrosoftAppTenantId must be the id of a tenant while OPS_ROLE is set: its tokens are told by it');
  if (OPS_ROLE && !(config.OPS_AUDIENCE ?? config.MicrosoftAppId))
    faults.push('OPS_AUDIENCE or MicrosoftAppId is missing: OPS_ROLE needs to know whom tokens are made out to');
  if (OPS_PORT && [PORT, SANDBOX_PORT].includes(OPS_PORT))
    faults.push('OPS_PORT must be another port than PORT and SANDBOX_PORT');
  return faults;
}
