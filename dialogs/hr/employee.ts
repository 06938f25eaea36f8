import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses, type Topic } from '../../resources/responses';
import { suggest } from '../choices';
import { FormDialog, type FormStep, type Reviewed } from '../form/formDialog';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { hrContact } from './contact';

/** How long it is remembered who the employee is in the HR system. */
const REMEMBERED_MS = 30 * 60_000;

/** What every job about an employee's own data begins with. */
export interface EmployeeDetails extends Reviewed {
  /** In the HR system; learned from the sign-in only, never from words. */
  employeeId?: string;
}

/** The base of every job about an employee's own data: its first steps find out who is signed in. */
export abstract class HrForm<D extends EmployeeDetails, T extends Topic> extends FormDialog<D, T> {
  /** Finds the employee; the steps that follow have the id in their details. */
  protected findEmployee(): readonly FormStep<D>[] {
    return [(step) => this.#lookUpStep(step), (step) => this.#foundStep(step)];
  }

  protected override contact(locale: string): string {
    return hrContact(this.dependencies, locale);
  }

  async #lookUpStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    const { employee, session, receivedAt } = turnOf(step.context);
    if (!employee) return this.#tellCustomer(step);
    const known = session.hrEmployee;
    const isKnown = known?.email === employee.email && receivedAt - known.at < REMEMBERED_MS;
    if (isKnown) step.options.employeeId = known.id;
    else delete step.options.employeeId;
    return isKnown
      ? step.next()
      : beginOperation(step, this.id, 'hr', 'findEmployee', { email: employee.hrKey ?? employee.email });
  }

  async #foundStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    if (step.options.employeeId) return step.next();
    const { result: found } = operationResult(step, 'hr', 'findEmployee');
    const { employee, session, receivedAt } = turnOf(step.context);
    const email = employee?.email ?? '';
    if (!found) return this.#tellUnknown(step, email);
    session.hrEmployee = { id: found.id, email, at: receivedAt };
    step.options.employeeId = found.id;
    return step.next();
  }

  async #tellCustomer(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    await this.menu.suggest(step.context, 'employeesOnly');
    return step.endDialog();
  }

  async #tellUnknown(step: WaterfallStepContext<D>, email: string): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const text = `${responses('hr', locale).text('unknown', { email })} ${hrContact(this.dependencies, locale)}`;
    await suggest(step.context, text, [{ title: responses('common', locale).plain('button.talkToPerson') }]);
    return step.endDialog();
  }
}
