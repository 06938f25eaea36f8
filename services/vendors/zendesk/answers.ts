import { z } from 'zod';

/** The parts of Zendesk's answers that are used; statuses and the like stay strings, because a new one must not hurt. */

const userSchema = z.object({
  id: z.number(),
  name: z.string().nullish(),
  /** What customers see in place of an agent's name. */
  alias: z.string().nullish(),
  email: z.string().nullish(),
});

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format */
const ticketSchema = z.object({
  id: z.number(),
  subject: z.string().nullish(),
  raw_subject: z.string().nullish(),
  status: z.string(),
  priority: z.string().nullish(),
  requester_id: z.number(),
  assignee_id: z.number().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  /** https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/#supported-endpoints */
  slas: z
    .object({
      policy_metrics: z.array(
        z.object({ breach_at: z.string().nullish(), stage: z.string().nullish(), metric: z.string().nullish() }),
      ),
    })
    .nullish()
    .catch(undefined),
});

/** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#json-format */
const commentSchema = z.object({
  id: z.number(),
  author_id: z.number(),
  body: z.string().nullish(),
  plain_body: z.string().nullish(),
  public: z.boolean(),
  created_at: z.string(),
});

/** https://developer.zendesk.com/api-reference/introduction/pagination/#using-cursor-pagination */
const meta = z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish();

const articleSchema = z.object({
  id: z.number(),
  title: z.string(),
  html_url: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  label_names: z.array(z.string()).nullish(),
});

export const ticketAnswer = z.object({ ticket: ticketSchema, users: z.array(userSchema).default([]) });
export const ticketsAnswer = z.object({ tickets: z.array(ticketSchema), meta });
export const commentsAnswer = z.object({
  comments: z.array(commentSchema),
  users: z.array(userSchema).default([]),
  meta,
});
export const usersAnswer = z.object({ users: z.array(userSchema) });
export const uploadAnswer = z.object({ upload: z.object({ token: z.string().min(1) }) });
/** https://developer.zendesk.com/api-reference/help_center/help-center-api/search/#search-articles */
export const articlesAnswer = z.object({ results: z.array(articleSchema) });
/** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/#json-format */
export const auditsAnswer = z.object({
  audits: z.array(
    z.object({
      metadata: z.object({ custom: z.record(z.string(), z.unknown()).nullish().catch(undefined) }).nullish(),
    }),
  ),
  meta,
});

export type ZendeskTicket = z.infer<typeof ticketSchema>;
export type ZendeskComments = z.infer<typeof commentsAnswer>;
export type ZendeskUser = z.infer<typeof userSchema>;
export type ZendeskArticle = z.infer<typeof articleSchema>;
