import type { Records, SalesforceRecord, Value } from './records';
import { objects, type SObjectType } from './objects';
import { RestError } from './restError';

type Values = Partial<SalesforceRecord>;

/**
 * Salesforce's standard duplicate rules, reduced to what a test can foresee: the same e-mail address, or the same name at the
 * same company. Leads are compared with leads and contacts, contacts with contacts.
 * https://help.salesforce.com/s/articleView?id=sf.duplicate_rules_standard_rules.htm
 *
 * @throws RestError `DUPLICATES_DETECTED` unless the request says `allowSave=true`.
 */
export function checkDuplicates(
  records: Records,
  object: SObjectType,
  values: Values,
  { self, header }: { self?: SalesforceRecord; header?: string },
): void {
  if (/\ballowSave=true\b/i.test(header ?? '') || !touches(values, self)) return;
  const candidates = object.name === 'Lead' ? [objects.Lead, objects.Contact] : [objects.Contact];
  if (object.name !== 'Lead' && object.name !== 'Contact') return;
  const whole = { ...self, ...values };
  const results = candidates.flatMap((other) => {
    const matches = records
      .all(other)
      .filter(
        (record) => record !== self && !record['IsDeleted'] && !record['IsConverted'] && matchesBy(whole, record),
      );
    return matches.length > 0 ? [matchResult(other, matches)] : [];
  });
  if (results.length > 0) throw duplicatesDetected(object, results);
}

/** The rules run only when something changes that they look at. */
function touches(values: Values, self: SalesforceRecord | undefined): boolean {
  return ['Email', 'FirstName', 'LastName', 'Company'].some(
    (name) => name in values && !same(values[name], self?.[name]),
  );
}

function matchesBy(one: Values, other: SalesforceRecord): boolean {
  if (one['Email'] && same(one['Email'], other['Email'])) return true;
  return Boolean(one['Company']) && ['FirstName', 'LastName', 'Company'].every((name) => same(one[name], other[name]));
}

function same(one: Value | undefined, other: Value | undefined): boolean {
  return String(one ?? '').toLowerCase() === String(other ?? '').toLowerCase();
}

function matchResult({ name }: SObjectType, matches: SalesforceRecord[]): object {
  return {
    entityType: name,
    errors: [],
    matchEngine: 'FuzzyMatchEngine',
    matchRecords: matches.map(({ Id }) => ({
      additionalInformation: [],
      fieldDiffs: [],
      matchConfidence: 100,
      record: { attributes: { type: name, url: `/services/data/v66.0/sobjects/${name}/${Id}` }, Id },
    })),
    rule: `Standard_${name}_Match_Rule_v1_1`,
    size: matches.length,
    success: true,
  };
}

function duplicatesDetected({ name }: SObjectType, matchResults: object[]): RestError {
  const message = 'Use one of these records?';
  return new RestError(400, {
    duplicateResut: {
      allowSave: true,
      duplicateRule: `Standard_${name}_Duplicate_Rule`,
      duplicateRuleEntityType: name,
      errorMessage: message,
      matchResults,
    },
    errorCode: 'DUPLICATES_DETECTED',
    message,
  });
}
