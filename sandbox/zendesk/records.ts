import { agent, seedArticles, seedGroups, seedTickets } from '../helpdeskSeeds';
import { alex, james, robin, sarah, type SeedPerson } from '../peopleSeeds';
import { RecordStore } from '../recordStore';

/** Records as Zendesk shows them; what only relates them to each other is taken away when they are shown. */
export interface UserRecord {
  id: number;
  name: string;
  alias: string | null;
  email: string;
  role: 'end-user' | 'agent';
  phone: string | null;
  created_at: string;
}

export interface TicketRecord {
  id: number;
  external_id: string | null;
  subject: string;
  raw_subject: string;
  description: string;
  status: string;
  priority: string | null;
  type: string | null;
  requester_id: number;
  submitter_id: number;
  assignee_id: number | null;
  group_id: number | null;
  tags: string[];
  created_at: string;
  updated_at: string;
}

export interface AttachmentRecord {
  id: number;
  file_name: string;
  content_type: string;
  content_url: string;
  size: number;
}

export interface CommentRecord {
  id: number;
  ticket_id: number;
  audit_id: number;
  type: 'Comment';
  author_id: number;
  body: string;
  plain_body: string;
  public: boolean;
  attachments: AttachmentRecord[];
  created_at: string;
}

export interface AuditRecord {
  id: number;
  ticket_id: number;
  author_id: number;
  created_at: string;
  metadata: { system: object; custom: object };
  events: { id: number; type: string; [field: string]: unknown }[];
}

export interface UploadRecord {
  token: string;
  attachment: AttachmentRecord;
}

export interface ArticleRecord {
  id: number;
  locale: string;
  title: string;
  body: string;
  html_url: string;
  draft: boolean;
  label_names: string[];
  created_at: string;
}

export interface GroupRecord {
  id: number;
  name: string;
}

export type ZendeskStore = RecordStore<{
  ticket: TicketRecord;
  comment: CommentRecord;
  audit: AuditRecord;
  user: UserRecord;
  upload: UploadRecord;
  article: ArticleRecord;
  group: GroupRecord;
}>;

/** The agent whose token the sandbox takes. */
export const BOT_EMAIL = 'bot@example.com';
const FIRST_GROUP_ID = 301;
const FIRST_USER_ID = 9001;
const CREATED_AT = '2025-11-03T08:00:00Z';

let lastId = 70_000;
/** Ids are numbers of one sequence for everything but tickets. */
export const nextId = () => ++lastId;

/** Zendesk's times have no fractions. */
export const timestamp = (date = new Date()) => date.toISOString().replace(/\.\d+Z$/, 'Z');

export function seededStore(now: Date): ZendeskStore {
  const store: ZendeskStore = new RecordStore();
  store.add('group', ...seedGroups.map((name, index) => ({ id: FIRST_GROUP_ID + index, name })));
  const bot: SeedPerson = { email: BOT_EMAIL, firstName: 'Support', lastName: 'Bot' };
  store.add('user', ...[bot, agent, sarah, james, alex, robin].map(toUser));
  for (const seed of seedTickets(now)) addSeedTicket(store, seed);
  store.add(
    'article',
    ...seedArticles.flatMap((seed) => [toArticle(seed.id, 'en-us', seed), toArticle(seed.id, 'de', seed.german)]),
  );
  return store;
}

function toUser({ email, firstName, lastName, phone }: SeedPerson, index: number): UserRecord {
  return {
    id: FIRST_USER_ID + index,
    name: `${firstName} ${lastName}`,
    alias: null,
    email,
    role: email === BOT_EMAIL || email === agent.email ? 'agent' : 'end-user',
    phone: phone ?? null,
    created_at: CREATED_AT,
  };
}

function addSeedTicket(store: ZendeskStore, seed: ReturnType<typeof seedTickets>[number]): void {
  const userId = (email: string) => store.all('user').find((user) => user.email === email)?.id ?? 0;
  const requester_id = userId(seed.requester.email);
  store.add('ticket', {
    id: seed.number,
    external_id: null,
    subject: seed.subject,
    raw_subject: seed.subject,
    description: seed.description,
    status: 'open',
    priority: 'normal',
    type: null,
    requester_id,
    submitter_id: requester_id,
    assignee_id: userId(agent.email),
    group_id: FIRST_GROUP_ID,
    tags: [],
    created_at: timestamp(seed.createdAt),
    updated_at: timestamp(seed.comment.at),
  });
  addComment(store, seed.number, {
    author_id: requester_id,
    body: seed.description,
    created_at: timestamp(seed.createdAt),
  });
  const { author, text, at } = seed.comment;
  addComment(store, seed.number, { author_id: userId(author.email), body: text, created_at: timestamp(at) });
}

/** Adds a comment with its audit. */
export function addComment(
  store: ZendeskStore,
  ticket_id: number,
  comment: Pick<CommentRecord, 'author_id' | 'body' | 'created_at'> & Partial<CommentRecord>,
  custom: object = {},
): void {
  const audit_id = nextId();
  const record: CommentRecord = {
    id: nextId(),
    ticket_id,
    audit_id,
    type: 'Comment',
    plain_body: comment.body.replaceAll('  ', ' &nbsp;'),
    public: true,
    attachments: [],
    ...comment,
  };
  const { id, type, author_id, body, created_at } = record;
  store.add('comment', record);
  store.add('audit', {
    id: audit_id,
    ticket_id,
    author_id,
    created_at,
    metadata: { system: {}, custom },
    events: [{ id, type, author_id, body, public: record.public }],
  });
}

function toArticle(
  id: number,
  locale: string,
  { title, paragraphs, labels }: { title: string; paragraphs: string[]; labels: string[] },
): ArticleRecord {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' %', '&nbsp;%');
  return {
    id,
    locale,
    title,
    body: paragraphs.map((text) => `<p class="wysiwyg">${escaped(text)}</p>`).join('\n'),
    html_url: `https://demo.zendesk.com/hc/${locale}/articles/${id}-${encodeURIComponent(title.replaceAll(' ', '-'))}`,
    draft: false,
    label_names: labels,
    created_at: CREATED_AT,
  };
}
