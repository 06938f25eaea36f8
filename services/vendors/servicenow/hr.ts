import type { HrCase, HrCaseDraft, HrPort } from '../../ports/hr';
import { beforeWriting } from '../../serviceError';
import type { WriteOptions } from '../../values';
import type { Call, ServiceNowClient } from './client';
import { SOURCE } from './mapping';
import { allOf, equals } from './query';
import { hrCaseRow } from './records';

/** Every kind of HR case extends it, so that it finds them all. */
const HR_CASE = 'sn_hr_core_case';

export interface HrSettings {
  SERVICENOW_HR_SERVICE?: string;
  SERVICENOW_HR_CONFIDENTIAL_TABLE: string;
}

/** Opening HR cases is all that ServiceNow does for HR here: absences and pay are kept elsewhere. */
export class ServiceNowHr implements Pick<HrPort, 'openHrCase'> {
  constructor(
    private readonly client: ServiceNowClient,
    private readonly settings: HrSettings,
  ) {}

  /**
   * What is confidential goes into the table of the center of excellence for employee relations, which only its own agents
   * may read. https://www.servicenow.com/docs/r/employee-service-management/hr-service-delivery/hr-coe-security.html
   */
  async openHrCase(input: HrCaseDraft, { idempotencyKey, isRepeat, signal }: WriteOptions): Promise<HrCase> {
    const call: Call = { operation: 'openHrCase', signal };
    const query = allOf(equals('correlation_id', idempotencyKey), equals('correlation_display', SOURCE));
    const [earlier] = isRepeat ? await this.client.list(HR_CASE, hrCaseRow, { query, limit: 1 }, call) : [];
    const opened = earlier ?? (await this.insert(input, idempotencyKey, call));
    const page = new URLSearchParams({ id: 'hrm_ticket_page', table: HR_CASE, sys_id: opened.sys_id });
    return { id: opened.sys_id, number: opened.number, url: `${this.client.instanceUrl}/esc?${page.toString()}` };
  }

  private async insert(input: HrCaseDraft, key: string, call: Call) {
    const { confidential, subject, description } = input;
    const employee = await beforeWriting(this.client.personOf(input.employeeEmail, call));
    const record = {
      opened_for: employee.sys_id,
      subject_person: employee.sys_id,
      short_description: subject,
      description,
      contact_type: 'chat',
      // A service belongs to one center of excellence.
      hr_service: confidential ? undefined : this.settings.SERVICENOW_HR_SERVICE,
      correlation_id: key,
      correlation_display: SOURCE,
    };
    const table = confidential ? this.settings.SERVICENOW_HR_CONFIDENTIAL_TABLE : HR_CASE;
    return this.client.insert(table, hrCaseRow, record, call);
  }
}
