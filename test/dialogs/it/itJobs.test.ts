import { jobContract } from '../../helpers/jobContract';

describe('reporting a problem', () => {
  jobContract({
    as: 'employee',
    open: 'Report an IT problem',
    questions: [
      ['What is wrong?', 'the badge reader at the door is dead'],
      ["Who can't work", 'Only me'],
      ['How urgent', 'High'],
      ['Which device', 'LT-0042'],
    ],
    atOnce: "my laptop won't start, it's urgent, only me, LT-0042",
    review: 'Report to IT',
    confirm: 'Send the report',
    done: 'is with IT as **INC',
    system: { vendor: 'servicenow', record: 'incident', path: '/table/incident' },
    bad: [2, 'purple', 'Please say **low**'],
  });
});

describe('reporting a problem that first aid did not solve', () => {
  jobContract({
    as: 'employee',
    open: 'Report an IT problem',
    questions: [
      ['What is wrong?', "my VPN doesn't connect"],
      ['Did that help?', 'Still broken'],
      ['How urgent', 'Medium'],
      ['Which device', 'skip'],
    ],
    review: 'Report to IT',
    confirm: 'Send the report',
    done: 'is with IT as **INC',
    system: { vendor: 'servicenow', record: 'incident', path: '/table/incident' },
    bad: [1, 'purple', 'Please tell me whether it works now'],
  });
});

describe('ordering something', () => {
  jobContract({
    as: 'employee',
    open: 'Order equipment',
    questions: [
      ['What would you like to order', 'the laptop'],
      ['Which model?', 'performance'],
      ['How much memory?', '32gb'],
      ['How much storage?', 'skip'],
      ['What do you need it for?', 'Editing videos'],
    ],
    review: 'Your order from IT',
    confirm: 'Order it',
    done: 'It needs approval first',
    system: { vendor: 'servicenow', record: 'serviceRequest', path: '/order_now' },
    bad: [1, 'purple', 'Please choose one of these: Standard'],
  });
});

describe('how something stands with IT', () => {
  jobContract({
    as: 'employee',
    open: 'INC0000001',
    questions: [['Which number is it?', 'My IT requests']],
    done: 'There is nothing of yours with IT',
    system: { vendor: 'servicenow' },
    bad: [0, 'the one from last week', 'starts with INC, REQ or RITM'],
  });
});
