import { jobContract } from '../../helpers/jobContract';

jobContract({
  as: 'customer',
  open: 'Open a ticket',
  questions: [
    ['What is it about?', 'The handle of my mug came off'],
    ['Which e-mail address', 'customer@example.com'],
    ['Would a picture', 'skip'],
  ],
  atOnce: 'please open a ticket because the handle of my mug came off, my mail is customer@example.com',
  review: 'Your ticket',
  confirm: 'Open the ticket',
  done: 'Done – your ticket has the number',
  system: { vendor: 'zendesk', record: 'ticket' },
  bad: [1, 'the usual one', 'does not look like an e-mail address'],
});
