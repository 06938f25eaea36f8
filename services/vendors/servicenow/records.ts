import { z } from 'zod';

/** A field that may be empty, or left out because the application may not read it. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const id = z.string().regex(/^[0-9a-f]{32}$/i);

/** The fields of each table that are used; `sysparm_fields` asks for exactly these. */

export const userRow = z.object({ sys_id: id, user_name: text, first_name: text, email: text });

export const incidentRow = z.object({
  sys_id: id,
  number: z.string(),
  short_description: text,
  state: text,
  hold_reason: text,
  priority: text,
  opened_at: text,
  sys_updated_on: z.string(),
  due_date: text,
  watch_list: text,
  'caller_id.sys_id': text,
  'caller_id.email': text,
  'caller_id.user_name': text,
});

export const requestItemRow = z.object({
  sys_id: id,
  number: z.string(),
  state: text,
  approval: text,
  quantity: text,
  opened_at: text,
  sys_updated_on: z.string(),
  due_date: text,
  'cat_item.name': text,
  'request.sys_id': text,
  'request.number': text,
  'request.request_state': text,
  'request.approval': text,
  'request.requested_for.email': text,
});

export const journalRow = z.object({
  element_id: text,
  value: text,
  sys_created_by: text,
  sys_created_on: text,
});

export const serviceLevelRow = z.object({ 'task.sys_id': text, planned_end_time: text });

export const hrCaseRow = z.object({ sys_id: id, number: z.string() });

export const idRow = z.object({ sys_id: id });

export type UserRow = z.output<typeof userRow>;
export type IncidentRow = z.output<typeof incidentRow>;
export type RequestItemRow = z.output<typeof requestItemRow>;
export type JournalRow = z.output<typeof journalRow>;
export type ServiceLevelRow = z.output<typeof serviceLevelRow>;

/** What has the form of a record's id. Nothing else goes into a path. */
export function isSysId(value: string): boolean {
  return id.safeParse(value).success;
}
