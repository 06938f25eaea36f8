import { jobContract } from '../../helpers/jobContract';
import { nextWeek } from '../../helpers/leaveDays';

const monday = nextWeek(1);

/** The contract asks the same twice and makes the system fail in between: it must not know the answer by then. */
const ASKED_EACH_TIME = { READ_CACHE: 'off' };

describe('the leave balance', () => {
  jobContract({
    as: 'employee',
    settings: ASKED_EACH_TIME,
    open: 'how much vacation do i have left?',
    questions: [],
    done: 'You have 12.5 vacation days and 5 sick days left',
    system: { vendor: 'workday', path: 'balances' },
  });
});

describe('asking for leave', () => {
  jobContract({
    as: 'employee',
    open: 'Ask for leave',
    questions: [
      ['What kind of leave', 'vacation'],
      ['Which days', monday.date],
    ],
    atOnce: `I'd like ${monday.date} off`,
    review: 'Your leave request',
    confirm: 'Send the request',
    done: "I've asked for it",
    system: { vendor: 'workday', record: 'leaveRequest', path: 'requestTimeOff' },
    bad: [1, 'the blue whale', "didn't find any days"],
  });
});

describe('benefits', () => {
  jobContract({
    as: 'employee',
    settings: ASKED_EACH_TIME,
    open: 'what are my benefits',
    questions: [],
    done: '**Dental plan**: Employee, since January 1, 2024',
    system: { vendor: 'workday', path: 'wql' },
  });
});

describe('pay', () => {
  jobContract({
    as: 'employee',
    settings: ASKED_EACH_TIME,
    open: 'when do i get paid',
    questions: [],
    done: 'Your next pay day is',
    system: { vendor: 'workday', path: 'paySlips' },
  });
});

describe('a case for HR', () => {
  jobContract({
    as: 'employee',
    open: 'Contact HR',
    questions: [
      ['What is it about?', 'How does parental leave work here?'],
      ['Should this be confidential?', 'no'],
    ],
    atOnce: 'I need help from HR, I am being bullied by a colleague and do not know what to do',
    review: 'Your case for HR',
    confirm: 'Send it to HR',
    done: 'HRC',
    system: { vendor: 'servicenow', record: 'hrCase', path: 'sn_hr_core_case' },
    bad: [1, 'the blue whale', 'Please say **yes**'],
  });
});

describe('the status of requests', () => {
  jobContract({
    as: 'employee',
    settings: ASKED_EACH_TIME,
    before: [`vacation on ${monday.date}`, 'yes'],
    open: 'My leave requests',
    questions: [],
    done: "waiting for your manager's decision",
    system: { vendor: 'workday', path: 'timeOffEntries' },
  });
});

describe('taking a request back', () => {
  jobContract({
    as: 'employee',
    before: [`vacation on ${monday.date}`, 'yes', `vacation on ${nextWeek(3).date}`, 'yes'],
    open: 'withdraw my leave request',
    questions: [['Which request would you like to take back?', `the one on ${monday.date}`]],
    atOnce: `withdraw my leave request for ${monday.date}`,
    review: 'Withdraw this request?',
    confirm: 'Withdraw it',
    done: 'is withdrawn',
    system: { vendor: 'workday', path: 'cancel', writes: /^POST \S*cancel/ },
    bad: [0, 'the blue whale', "didn't find that among your requests"],
  });
});
