import { jobContract } from '../../helpers/jobContract';

jobContract({
  as: 'customer',
  open: 'track an order',
  questions: [
    ['What is the order number?', '1001'],
    ['which e-mail address', 'customer@example.com'],
  ],
  atOnce: 'where is order 1001? my mail is customer@example.com',
  done: '(card) Order 1001',
  system: { vendor: 'shopify' },
  bad: [0, 'the blue one', 'does not look like an order number'],
});
