import { agent, seedArticles, seedTickets, type SeedArticle, type SeedTicket } from '../helpdeskSeeds';
import { alex, james, robin, sarah, type SeedPerson } from '../peopleSeeds';
import { catalogItems } from './catalogItems';
import { wireTime, type Database } from './tables';
import { INTEGRATION_USER } from './taskRules';

/** What agents may route a ticket to. */
export const SERVICE_DESK_GROUP = 'd625dccec0a8016700a222a0f7900d06';
const HOUR_MS = 60 * 60 * 1000;

/** Fills the instance with the people, the ticket, the articles and the catalogue that every system here has. */
export function plantSeeds(database: Database, now = new Date()): void {
  const ids = new Map<string, string>();
  for (const person of [robin, alex, sarah, james, agent]) ids.set(person.email, addUser(database, person, ids));
  database.insert('sys_user', { user_name: INTEGRATION_USER, name: 'Chat bot', email: '', active: 'true' });
  database.insert('sys_user_group', { sys_id: SERVICE_DESK_GROUP, name: 'Service Desk', active: 'true' });
  database.insert('cmdb_ci', { name: 'ALEX-LT-01', asset_tag: 'P1000479' });
  for (const ticket of seedTickets(now)) addTicket(database, ticket, ids.get(ticket.requester.email) ?? '');
  for (const article of seedArticles) addArticle(database, article);
  for (const { sys_id, name, short_description, price } of catalogItems)
    database.insert('sc_cat_item', { sys_id, name, short_description, price, active: 'true' });
}

function userName({ firstName, lastName }: SeedPerson): string {
  return `${firstName}.${lastName}`.toLowerCase();
}

function addUser(database: Database, person: SeedPerson, ids: ReadonlyMap<string, string>): string {
  const { firstName, lastName, email } = person;
  const name = `${firstName} ${lastName}`;
  const names = { user_name: userName(person), name, first_name: firstName, last_name: lastName };
  const manager = person === alex ? (ids.get(robin.email) ?? '') : '';
  return database.insert('sys_user', { ...names, email, manager, active: 'true' })['sys_id'] ?? '';
}

function addTicket(database: Database, ticket: SeedTicket, callerId: string): void {
  const opened = wireTime(ticket.createdAt);
  const { sys_id: id = '' } = database.insert('incident', {
    number: `INC${String(ticket.number).padStart(7, '0')}`,
    short_description: ticket.subject,
    description: ticket.description,
    caller_id: callerId,
    state: '2',
    active: 'true',
    impact: '2',
    urgency: '2',
    priority: '3',
    contact_type: 'chat',
    opened_at: opened,
    sys_created_on: opened,
    sys_updated_on: wireTime(ticket.comment.at),
  });
  const { author, text, at } = ticket.comment;
  const written = { sys_created_by: userName(author), sys_created_on: wireTime(at) };
  database.insert('sys_journal_field', {
    element_id: id,
    name: 'incident',
    element: 'comments',
    value: text,
    ...written,
  });
  const due = wireTime(new Date(at.getTime() + 48 * HOUR_MS));
  const level = { 'sla.target': 'response', stage: 'in_progress', active: 'true', planned_end_time: due };
  database.insert('task_sla', { task: id, ...level });
}

function addArticle(database: Database, { id, title, paragraphs, labels }: SeedArticle): void {
  database.insert('kb_knowledge', {
    number: `KB${String(id).padStart(7, '0')}`,
    short_description: title,
    text: paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join(''),
    meta: labels.join(', '),
    language: 'en',
    workflow_state: 'published',
  });
}
