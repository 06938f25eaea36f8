import { withoutBlanks } from '../config';
import type { VendorInUse } from '../vendorsInUse';
import { secretsOf } from './secrets';
import type { VendorWebhook } from './webhook';

/** A vendor whose webhooks are let in. */
export interface WebhookSource {
  vendor: string;
  webhook: VendorWebhook;
  secrets: readonly string[];
}

/** The vendors in use that have a secret. One on its sandbox has the sandbox's, whatever the environment says. */
export function webhookSources(
  inUse: readonly VendorInUse[],
  environment: Record<string, string | undefined>,
  sandboxUrl: string,
): WebhookSource[] {
  return inUse.flatMap(({ definition: { id, webhook, sandbox }, onSandbox }) => {
    if (!webhook) return [];
    const settings = (onSandbox ? sandbox(sandboxUrl) : withoutBlanks(environment)) as Record<string, string>;
    const secrets = secretsOf(settings[webhook.setting]);
    return secrets.length > 0 ? [{ vendor: id, webhook, secrets }] : [];
  });
}
