import { jobContract } from '../../helpers/jobContract';

jobContract({
  as: 'customer',
  open: 'Check a ticket',
  questions: [
    ['What is the ticket number?', '5001'],
    ['which e-mail address', 'customer@example.com'],
  ],
  atOnce: 'what is the status of ticket 5001? my mail is customer@example.com',
  done: 'Zip of my backpack is stuck',
  system: { vendor: 'zendesk' },
  bad: [0, 'the blue one', 'does not look like a ticket number'],
});
