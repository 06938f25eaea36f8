import { matchesOf, quantityIn, wishIn } from '../../../dialogs/it/catalog';
import { aidTopicOf } from '../../../dialogs/it/firstAid';
import {
  deviceIn,
  guessFrom,
  impactAnswered,
  impactIn,
  problemIn,
  tellsSymptom,
  urgencyIn,
  urgencyWished,
} from '../../../dialogs/it/incidentWords';
import { headlineOf } from '../../../dialogs/headline';
import { spotChoice } from '../../../dialogs/it/itOrderVariables';
import type { CatalogItem, CatalogVariable } from '../../../services/ports/itsm';

describe('a problem in words', () => {
  test.each([
    ["my laptop won't start, it's urgent, only me, LT-0042", "My laptop won't start"],
    ['please open an incident: outlook keeps crashing', 'Outlook keeps crashing'],
    ['nobody in the team can print', 'Nobody in the team can print'],
    ['laptop LT-0042 is broken', 'Laptop LT-0042 is broken'],
    ['there is an issue with the projector', 'Projector'],
    ['I have two problems. The mouse is dead. The keyboard too.', 'Two problems. The mouse is dead. The keyboard too.'],
    ['reset my password', 'Reset my password'],
    ['mein Drucker druckt nicht', 'Mein Drucker druckt nicht'],
  ])('“%s” is about “%s”', (text, problem) => {
    expect(problemIn(text, 'en')).toBe(problem);
  });

  test.each([
    'i need it support',
    'report an incident please',
    'I have a problem',
    'something is broken',
    'asap!',
    '',
    '???',
  ])('“%s” does not say what is wrong', (text) => {
    expect(problemIn(text, 'en')).toBeUndefined();
  });

  test.each([
    ['nobody in the team can print', 'team'],
    ['the whole office is offline', 'company'],
    ['everyone in my team is offline', 'team'],
    ["it's only me", 'me'],
    ['the printer is dead', undefined],
  ])('“%s” affects %s', (text, impact) => {
    expect(impactIn(text, 'en')).toBe(impact);
  });

  test.each([
    ['alle im team betroffen', 'team'],
    ['alle aus meinem Team können nicht drucken', 'team'],
    ['alle sind betroffen', 'company'],
    ['alle in der Firma haben kein Netz', 'company'],
    ['alle Monitore flackern', undefined],
    ['alle Drucker im 3. Stock sind aus', undefined],
    ['alle fünf Minuten bricht es ab', undefined],
  ])('“%s” affects %s in German', (text, impact) => {
    expect(impactIn(text, 'de')).toBe(impact);
  });

  test('a bare “all” as the answer is the company', () => {
    expect(impactAnswered('alle!', 'de')).toBe('company');
    expect(impactAnswered('alle Monitore', 'de')).toBeUndefined();
  });

  test.each([
    ['i need this asap', 'high'],
    ["it's not urgent", 'low'],
    ['no rush', 'low'],
    ["I can't work", 'high'],
    ["it's not that urgent", 'low'],
    ['the printer is dead', undefined],
  ])('“%s” is of urgency %s', (text, urgency) => {
    expect(urgencyIn(text, 'en')).toBe(urgency);
  });

  test.each([
    ['ist aber nicht so eilig', 'low'],
    ['nicht ganz so dringend', 'low'],
    ['das ist eilig', 'high'],
    ['das ist so eilig', 'high'],
  ])('“%s” is of urgency %s in German', (text, urgency) => {
    expect(urgencyIn(text, 'de')).toBe(urgency);
  });

  test.each([
    ['doch mach hoch, morgen ist messe', 'high'],
    ['setz auf niedrig, ich bin im urlaub', 'low'],
    ['der ton ist zu hoch, das stört', undefined],
    ['ich mache den rechner an, dann ist er aus', undefined],
  ])('“%s” wishes the urgency %s', (text, urgency) => {
    expect(urgencyWished(text, 'de')).toBe(urgency);
  });

  test.each([
    ["it won't turn on at all, i tried charging", true],
    ['it says error 809', true],
    ['the old grey dell in room four', false],
    ['error 809', false],
    ['the error is gone now', false],
    ['yes, it works now, no error any more', false],
    ["i'm not sure which one it is", false],
  ])('“%s” tells a symptom: %s', (text, told) => {
    expect(tellsSymptom(text, 'en')).toBe(told);
  });

  test.each([
    ['it is LT-0042', 'LT-0042'],
    ['ALEX-LT-01 please', 'ALEX-LT-01'],
    ['asset P1000479', 'P1000479'],
    ['lt-0042', 'LT-0042'],
    ['like in INC0010001', undefined],
    ['after update KB5034441', undefined],
    ['we have wifi-6', undefined],
  ])('“%s” names the device %s', (text, device) => {
    expect(deviceIn(text)).toBe(device);
  });

  test('whose it is and how bad it is are guessed only from words that tell', () => {
    expect(guessFrom('my mouse is dead', 'en')).toEqual({ impact: 'me' });
    expect(guessFrom('somebody opened a phishing mail', 'en')).toEqual({ urgency: 'high' });
    expect(guessFrom('the projector is dead', 'en')).toEqual({});
  });

  test.each([
    ["I can't log in", 'password'],
    ['my vpn asks for my password', 'password'],
    ['the VPN is slow', 'vpn'],
    ['Outlook hangs', 'email'],
    ["the printer won't print", 'printer'],
    ['my monitor stays black', 'screen'],
    ['no sound in meetings', 'sound'],
    ['wi-fi is gone', 'wifi'],
    ['i spilled coffee on my keyboard, it is slow', undefined],
    ['i got a phishing email', undefined],
    ['the door is stuck', undefined],
  ])('for “%s” there is first aid about %s', (text, topic) => {
    expect(aidTopicOf(text, 'en')).toBe(topic);
  });

  test('a long one gets a heading that ends between words', () => {
    expect(headlineOf('Outlook is slow. It began yesterday.', 120)).toBe('Outlook is slow');
    expect(headlineOf('Drucker im 3. Stock druckt nicht. Alle warten.', 120)).toBe('Drucker im 3. Stock druckt nicht');
    expect(headlineOf('Raum Nr. 5 ist kalt, z. B. morgens. Danke.', 120)).toBe('Raum Nr. 5 ist kalt, z. B. morgens');
    expect(headlineOf('Some apps, e.g. Outlook, hang! Help.', 120)).toBe('Some apps, e.g. Outlook, hang');
    expect(headlineOf('One line\nand another', 120)).toBe('One line');
    expect(headlineOf('It shows error 809. Since Monday.', 120)).toBe('It shows error 809');
    expect(headlineOf('very long words '.repeat(20), 120)).toMatch(/^very long .{1,110}[a-z]…$/);
  });
});

describe('what is wanted', () => {
  const items: CatalogItem[] = ['Laptop', 'Laptop bag', 'Monitor', 'Docking station'].map((name) => ({
    id: name,
    name,
    variables: [],
  }));
  const names = (wish: string) => matchesOf(wish, items, 'en').map(({ name }) => name);

  test.each([
    ['a new laptop', ['Laptop']],
    ['two laptop bags please', ['Laptop bag']],
    ['MONITORS', ['Monitor']],
    ['a dock or docking thing', ['Docking station']],
    ['a bag', ['Laptop bag']],
    ['a chair', []],
  ])('“%s” fits %j', (wish, found) => {
    expect(names(wish)).toEqual(found);
  });

  test.each(['Order equipment', 'i need something new from it', 'show me the catalogue', 'install it on my laptop'])(
    '“%s” names nothing',
    (text) => {
      expect(wishIn(text, 'en')).toBeUndefined();
    },
  );

  test.each([
    ['two monitors', 2],
    ['3 new monitors', 3],
    ['2 27 inch monitors', 2],
    ['the 16 inch monitor', undefined],
    ['the 16 gb monitor', undefined],
  ])('“%s” says how many: %s', (wish, quantity) => {
    expect(quantityIn(wish, { id: 'm', name: 'Monitor', variables: [] }, 'en')).toBe(quantity);
  });

  const size: CatalogVariable = {
    name: 'size',
    label: 'Which size?',
    type: 'choice',
    required: true,
    choices: ['24"', '27"', 'Performance 16"'].map((label) => ({ value: `v${label}`, label })),
  };
  test.each([
    ['a 27 inch monitor', 'v27"'],
    ['a 27-inch one', 'v27"'],
    ['the 24" one', 'v24"'],
    ['performance please', 'vPerformance 16"'],
    ['24 inch or 27 inch', undefined],
    ['a big one', undefined],
  ])('“%s” chooses %s', (text, value) => {
    expect(spotChoice(size, text)).toBe(value);
  });
});
