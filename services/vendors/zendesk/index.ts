/**
 * Zendesk Support and its help center through `node-zendesk` 6.0 and the REST API v2, with the API token of an agent who
 * may see and change all tickets.
 *
 * - idempotency: https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency (2026-11: creating tickets only)
 * - errors: https://developer.zendesk.com/api-reference/introduction/requests/
 */
import { z } from 'zod';
import { apiAddress } from '../../settingValues';
import { defineVendor } from '../../vendorDefinition';
import { SANDBOX_SECRET, webhookSecret } from '../../webhooks/secrets';
import { about } from './about';
import { ZendeskApi } from './api';
import { checkZendesk } from './check';
import { createClient } from './client';
import { ZendeskHelpdesk } from './helpdesk';
import { zendeskWebhook } from './webhook';

export const zendesk = defineVendor({
  id: 'zendesk',
  displayName: 'Zendesk',
  about,
  serves: {
    helpdesk: [
      'createTicket',
      'getTicket',
      'listTickets',
      'addComment',
      'attachFile',
      'routeTicket',
      'closeTicket',
      'reopenTicket',
      'searchArticles',
    ],
  },
  writes: {
    helpdesk: {
      createTicket: 'keyed',
      // The key goes into the update's audit, which is read before the update is sent again. Audits are part of the ticket
      // and not of the search index: they show at once.
      addComment: 'findable',
      attachFile: 'findable',
      // A ticket that has the group or the status already stays as it is.
      routeTicket: 'keyed',
      closeTicket: 'keyed',
      reopenTicket: 'keyed',
    },
  },
  config: z.object({
    ZENDESK_SUBDOMAIN: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i, 'must be the name before .zendesk.com, such as acme'),
    ZENDESK_EMAIL: z.email('must be an e-mail address'),
    ZENDESK_API_TOKEN: z.string().min(1),
    ZENDESK_API_URL: apiAddress('https://acme.zendesk.com').optional(),
    ZENDESK_WEBHOOK_SECRET: webhookSecret,
  }),
  sandbox: (sandboxUrl) => ({
    ZENDESK_SUBDOMAIN: 'demo',
    ZENDESK_EMAIL: 'bot@example.com',
    ZENDESK_API_TOKEN: 'sandbox-token',
    ZENDESK_API_URL: `${sandboxUrl}/zendesk`,
    ZENDESK_WEBHOOK_SECRET: SANDBOX_SECRET,
  }),
  webhook: zendeskWebhook,
  create: (config, dependencies) => ({
    helpdesk: new ZendeskHelpdesk(new ZendeskApi(createClient(config, dependencies)), config),
  }),
  check: checkZendesk,
});
