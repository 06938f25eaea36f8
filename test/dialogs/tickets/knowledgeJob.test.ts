import { jobContract } from '../../helpers/jobContract';

jobContract({
  as: 'customer',
  open: 'Find an answer',
  questions: [['What would you like to know?', 'how long can I send something back?']],
  atOnce: 'what is your return policy?',
  done: 'Our return policy',
  system: { vendor: 'zendesk' },
  bad: [0, '12', 'put it in a few words'],
});
