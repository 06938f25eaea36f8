import { json, type Answer } from '../answer';
import type { AbsenceApi } from './absenceApi';
import type { LeaveRequestRecord, WorkdayStore } from './records';
import { collection, failed, refused, wid } from './wire';

/** The service `businessProcess`, as far as requests for time off need it. */
export class EventApi {
  constructor(
    private readonly store: WorkdayStore,
    private readonly absences: AbsenceApi,
  ) {}

  cancel(id: string): Answer {
    const request = this.request(id);
    if (!request) return failed(404);
    if (request.status !== 'In Progress') return refused("The event can't be canceled: it isn't in progress.");
    return this.end(request, 'Canceled');
  }

  /** What the manager has to do; the bot never asks, but whoever plays the manager needs the step's id. */
  inProgressSteps(id: string, query: URLSearchParams): Answer {
    const request = this.request(id);
    if (!request) return failed(404);
    const waits = request.status === 'In Progress';
    return collection(waits ? [{ id: stepOf(id), descriptor: 'Approval by Manager' }] : [], query);
  }

  decide(step: string, decision: 'approve' | 'deny'): Answer {
    const request = this.store.all('leaveRequest').find(({ id }) => stepOf(id) === step);
    if (!request) return failed(404);
    if (request.status !== 'In Progress') return refused("The event step isn't awaiting action.");
    if (decision === 'deny') return this.end(request, 'Denied');
    request.status = 'Successfully Completed';
    return json(200, toEvent(request));
  }

  private end(request: LeaveRequestRecord, status: string): Answer {
    request.status = status;
    this.absences.release(request);
    return json(200, toEvent(request));
  }

  private request(id: string): LeaveRequestRecord | undefined {
    return this.store.all('leaveRequest').find((request) => request.id === id);
  }
}

const stepOf = (event: string) => wid(`step of ${event}`);

function toEvent({ id, descriptor, status }: LeaveRequestRecord) {
  return { id, descriptor, overallStatus: status };
}
