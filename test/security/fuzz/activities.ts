import fc from 'fast-check';

const sensible = fc.constantFrom(
  ...['track an order', '1001', '1002', '1003', '1004', 'a@example.com', 'where is order 1001, a@example.com'],
  ...['1004 and a@example.com', 'sorry, I meant 1001', 'change the e-mail', '1', '2', 'yes', 'no', 'keep waiting'],
  ...['cancel', 'back', 'help', 'agent', 'leave a message', 'menu', 'start over', 'any news', 'try again', 'continue'],
);
const anything = fc.string({ unit: 'binary', maxLength: 60 });
const wild = fc.oneof(
  anything,
  fc.constantFrom('', ' ', '\u0000', '\u202Egnp.exe', '🙈'.repeat(900), 'x'.repeat(30_000), '@'.repeat(5_000)),
  fc.constantFrom('<at>bot</at>', '{"__proto__":{}}', "'; DROP TABLE bot_state;--", '[x](javascript:alert(1))'),
  fc.constantFrom('٣٤٥٦', '%s%n', '1'.repeat(400), '../../etc/passwd', '\uD800'),
);
const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  wild,
  fc.constantFrom({ operationId: 'gone' }, { operationId: {} }, { action: { type: 'Action.Execute' } }),
);
/** What a card brings along, or pretends to. */
const submitted = fc.record(
  {
    operationId: fc.oneof(fc.uuid(), nonsense),
    orderNumber: fc.oneof(fc.constantFrom('1001', '1003'), nonsense),
    email: fc.oneof(fc.constantFrom('other@example.com'), nonsense),
    intent: nonsense,
    action: fc.oneof(nonsense, fc.record({ type: wild, verb: wild, id: wild, data: nonsense })),
    msteams: nonsense,
    cardAction: nonsense,
    state: wild,
    token: wild,
    connectionName: wild,
    id: wild,
  },
  { requiredKeys: [] },
);
/** Where in Teams, and what has happened there. */
const teams = fc.record(
  {
    channelData: fc.record(
      {
        tenant: fc.oneof(nonsense, fc.record({ id: wild })),
        team: fc.oneof(nonsense, fc.record({ id: wild, name: wild })),
        channel: fc.oneof(nonsense, fc.record({ id: wild })),
        eventType: fc.constantFrom(
          ...[
            'teamMemberAdded',
            'teamMemberRemoved',
            'channelCreated',
            'channelDeleted',
            'channelRenamed',
            'teamRenamed',
          ],
          ...[
            'teamArchived',
            'teamDeleted',
            'teamRestored',
            'undeleteMessage',
            'editMessage',
            'softDeleteMessage',
            'x',
          ],
        ),
        onBehalfOf: nonsense,
        persona: fc.constantFrom('employee', 'customer'),
        clientAddress: nonsense,
      },
      { requiredKeys: [] },
    ),
    action: fc.oneof(fc.constantFrom('add', 'remove', 'add-upgrade', 'remove-upgrade'), wild),
    conversationType: fc.constantFrom('personal', 'groupChat', 'channel', 'x'),
    membersRemoved: fc.array(fc.record({ id: fc.string({ minLength: 1 }) }), { maxLength: 3 }),
    reactionsRemoved: fc.array(fc.record({ type: wild }), { maxLength: 3 }),
    relatesTo: nonsense,
  },
  { requiredKeys: [] },
);
const type = fc.oneof(
  { weight: 12, arbitrary: fc.constant('message') },
  ...['event', 'invoke', 'conversationUpdate', 'messageReaction', 'typing', 'installationUpdate'].map(fc.constant),
  ...['endOfConversation', 'messageUpdate', 'messageDelete', 'command', 'handoff', 'trace', 'Message'].map(fc.constant),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const mention = fc.record({
  type: fc.constant('mention'),
  text: wild,
  mentioned: fc.record({ id: fc.constantFrom('bot', 'user') }),
});
const name = fc.constantFrom(
  ...[
    'adaptiveCard/action',
    'signin/verifyState',
    'signin/tokenExchange',
    'signin/failure',
    'task/fetch',
    'task/submit',
    'x',
  ],
  ...['composeExtension/query', 'fileConsent/invoke', 'actionableMessage/executeAction', 'message/submitAction'],
  ...[
    'config/fetch',
    'handoff/action',
    'tab/fetch',
    'application/vnd.microsoft.readReceipt',
    '__proto__',
    'constructor',
  ],
);
const locale = fc.constantFrom('en-US', 'de', 'en_US', '', 'x', '__proto__', 'constructor', '*', 'en-XX-u-ca-foo');
const timeZone = fc.constantFrom('Europe/Berlin', 'Nowhere/City', '+99:99', '');

/** Everything that a channel, or somebody who poses as one, may fill in. */
const extras = fc.record(
  {
    value: fc.oneof(nonsense, submitted),
    name: fc.oneof(name, wild),
    attachments: fc.array(fc.record({ contentType: wild, content: nonsense, contentUrl: wild }), { maxLength: 3 }),
    entities: fc.oneof(
      { weight: 9, arbitrary: fc.array(mention, { maxLength: 3 }) },
      fc.constantFrom(null, [null], [{}], [{ type: 7 }], [[]], 'mention', {}),
    ),
    channelData: nonsense,
    locale: fc.oneof(locale, fc.string({ maxLength: 35 })),
    localTimezone: fc.oneof(timeZone, fc.string({ maxLength: 64 })),
    localTimestamp: wild,
    timestamp: fc.oneof(fc.date().map(String), wild),
    membersAdded: fc.array(fc.record({ id: fc.string({ minLength: 1 }) }), { maxLength: 3 }),
    reactionsAdded: fc.array(fc.record({ type: wild }), { maxLength: 3 }),
    suggestedActions: nonsense,
    replyToId: wild,
    deliveryMode: fc.constantFrom('expectReplies', 'notification', 'ephemeral'),
    id: fc.oneof(fc.constant('again'), anything),
  },
  { requiredKeys: [] },
);
const odd = fc
  .tuple(type, fc.oneof(sensible, wild, fc.constant(null)), extras, fc.option(teams))
  .map(([kind, text, more, place]) => ({
    type: kind,
    text,
    ...more,
    ...(place && { channelId: 'msteams', ...place }),
  }));

/** What one user does next: says something, or lets time pass. */
export interface Step {
  user: string;
  activity?: object;
  waitMs?: number;
}

const user = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 500, arbitrary: fc.record({ user, activity: fc.record({ text: sensible }) }) },
  { weight: 100, arbitrary: fc.record({ user, activity: fc.record({ text: wild }) }) },
  { weight: 500, arbitrary: fc.record({ user, activity: odd }) },
  { weight: 60, arbitrary: fc.record({ user, waitMs: fc.constantFrom(1_000, 6_000, 20_000) }) },
  { weight: 4, arbitrary: fc.record({ user, waitMs: fc.constant(31 * 60_000) }) },
);
/** What three users do, one after the other. */
export const stepsOf = (average: number) => fc.array(step, { minLength: 1, maxLength: 2 * average, size: 'max' });
