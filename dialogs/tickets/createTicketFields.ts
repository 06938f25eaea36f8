import type { TicketPriority } from '../../services/ports/helpdesk';
import { TICKET_TOPICS, type TicketTopic } from '../../services/config';
import type { Article } from '../../services/ports/helpdesk';
import { normalizeEmail } from '../../services/verification/normalize';
import { findPriority } from '../entities/priorityEntity';
import type { Reviewed } from '../form/formDialog';
import type { FieldOf } from '../form/field';
import { oneOf } from '../form/oneOf';
import { ownWords } from '../smallTalk';
import { fileOf, type TicketFile } from './chatFile';

/** What a ticket needs. */
export interface TicketDetails extends Reviewed {
  description?: string;
  topic?: TicketTopic;
  priority?: TicketPriority;
  email?: string;
  file?: TicketFile | null;
  /** The address is known by sign-in, and not to be changed here. */
  signedIn?: boolean;
  /** Topic and priority were guessed where they were not told; from then on a missing one is asked. */
  guessed?: boolean;
  /** What the help centre says about it. */
  articles?: Article[];
  /** One of them was the answer. */
  solved?: boolean;
}

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly TicketPriority[];
const topic = oneOf(TICKET_TOPICS, 'createTicket', (value) => `topic.${value}` as const);
const priority = oneOf(PRIORITIES, 'createTicket', (value) => `priority.${value}` as const);

/** In the order of the card. A file may come with any answer. */
export const ticketFields: readonly FieldOf<TicketDetails, 'createTicket'>[] = [
  {
    name: 'description',
    ask: 'askDescription',
    retry: 'retryDescription',
    label: 'labelDescription',
    takesFile: true,
    read: ({ text, locale }) => {
      const words = ownWords(text, locale);
      return words && words.charAt(0).toUpperCase() + words.slice(1);
    },
    dependents: ['articles'],
  },
  { name: 'topic', ask: 'askTopic', retry: 'retryTopic', label: 'labelTopic', ...topic },
  {
    name: 'priority',
    ask: 'askPriority',
    retry: 'retryPriority',
    label: 'labelPriority',
    ...priority,
    read: (answer) => priority.read(answer) ?? findPriority(answer.text),
    spot: ({ text }) => findPriority(text),
  },
  {
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    label: 'labelEmail',
    takesFile: true,
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
    spot: ({ entities, details }) => (details.signedIn ? undefined : entities.email),
    needed: ({ signedIn }) => signedIn !== true,
  },
  {
    name: 'file',
    ask: 'askFile',
    retry: 'retryFile',
    label: 'labelFile',
    skippable: true,
    takesFile: true,
    read: ({ activity }) => fileOf(activity),
    spot: ({ activity }) => fileOf(activity),
    show: ({ name }) => name,
  },
];
