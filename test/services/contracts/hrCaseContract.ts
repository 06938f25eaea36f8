import type { HrCaseDraft } from '../../../services/ports/hr';
import { lostAnswers } from './lostAnswers';
import { aWrite, type Contract } from './underTest';

const employeeEmail = 'employee@example.com';
/** How a record says that few may read it: by a flag, or by the table that it stands in. */
const RESTRICTED = /confidential"\s*:\s*(?:true|"true"|"1"|"yes")|case_relations/i;
const SHORT_TEXT = /subject|short_description|title|summary/i;

let marks = 0;
/** A text that occurs nowhere else. */
const aMark = () => `mark-${process.pid}-${Date.now()}-${++marks}-end`;

const aDraft = (draft: Partial<HrCaseDraft> = {}): HrCaseDraft => ({
  employeeEmail,
  subject: 'A question about my contract',
  description: 'When does my notice period begin?',
  confidential: false,
  ...draft,
});

/** What every system with HR cases does alike: the part of the HR contract for systems that may serve nothing else of it. */
export const hrCaseContract: Contract<'hr'> = (underTest, serves) => {
  if (!serves('openHrCase')) return;

  const recordsWith = async (mark: string) => {
    const { sandbox, vendor } = underTest();
    const { body } = await sandbox.control<Record<string, unknown>[]>('GET', `records?vendor=${vendor}`);
    return body.filter((record) => JSON.stringify(record).includes(mark));
  };

  describe('openHrCase', () => {
    test('opens a case', async () => {
      const description = aMark();
      const opened = await underTest().port.openHrCase(aDraft({ description }), aWrite());
      expect([opened.id, opened.number]).not.toContain('');
      expect(await recordsWith(description)).toHaveLength(1);
    });

    test('keeps what is confidential so', async () => {
      const [open, secret] = [aMark(), aMark()];
      const { port } = underTest();
      await port.openHrCase(aDraft({ description: open }), aWrite());
      await port.openHrCase(aDraft({ description: secret, confidential: true }), aWrite());
      const [openRecords, secretRecords] = [await recordsWith(open), await recordsWith(secret)];
      expect(JSON.stringify(openRecords)).not.toMatch(RESTRICTED);
      expect(JSON.stringify(secretRecords)).toMatch(RESTRICTED);
      const shortTexts = Object.entries(secretRecords[0] ?? {}).filter(([field]) => SHORT_TEXT.test(field));
      expect(JSON.stringify(shortTexts)).not.toContain(secret);
    });

    test('opens one case for one key, although the answers were lost', async () => {
      const { port } = underTest();
      const description = aMark();
      await port.openHrCase(aDraft(), aWrite());
      const { outcomes, last } = await lostAnswers(underTest(), (options) =>
        port.openHrCase(aDraft({ description }), options),
      );
      expect(outcomes[0]).toMatchObject({ code: 'unavailable', mayBeDone: true });
      expect(last.number).not.toBe('');
      expect(await recordsWith(description)).toHaveLength(1);
    });

    test('opens two cases for two keys', async () => {
      const { port } = underTest();
      const description = aMark();
      const one = await port.openHrCase(aDraft({ description }), aWrite());
      const other = await port.openHrCase(aDraft({ description }), aWrite());
      expect(other.id).not.toBe(one.id);
      expect(await recordsWith(description)).toHaveLength(2);
    });
  });
};
