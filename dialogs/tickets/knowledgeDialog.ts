import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { JobTools } from '../cancelAndHelpDialog';
import { FormDialog, type Reviewed } from '../form/formDialog';
import type { FieldOf } from '../form/field';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { subjectOf } from './helpSearch';
import { offerPeople, sendArticles } from './knowledgeAnswer';

export const KNOWLEDGE_DIALOG = 'knowledge';

/** A question, or what the user thought of the answer. */
export interface KnowledgeDetails extends Reviewed {
  question?: string;
  helped?: boolean;
}

const MOST_ARTICLES = 3;

const fields: readonly FieldOf<KnowledgeDetails, 'knowledge'>[] = [
  {
    name: 'question',
    ask: 'askQuestion',
    retry: 'retryQuestion',
    read: ({ text }) => (/\p{L}{3}/u.test(text) ? text : undefined),
  },
];

/** A question that the help pages may answer. */
export class KnowledgeDialog extends FormDialog<KnowledgeDetails, 'knowledge'> {
  constructor(tools: JobTools) {
    super(KNOWLEDGE_DIALOG, tools, { topic: 'knowledge', help: 'help', fields });
    this.setSteps('knowledge.v1', [
      (step) => this.#verdictStep(step),
      this.ask('question'),
      (step) => this.#searchStep(step),
      (step) => this.#answerStep(step),
    ]);
  }

  async #verdictStep(step: WaterfallStepContext<KnowledgeDetails>): Promise<DialogTurnResult> {
    const { helped } = step.options;
    if (helped === undefined) return step.next();
    if (!helped) await offerPeople(step.context, 'offer', this.dependencies);
    else {
      delete turnOf(step.context).session.question;
      await step.context.sendActivity(this.texts(step).text('helpedDone'));
    }
    return step.endDialog();
  }

  #searchStep(step: WaterfallStepContext<KnowledgeDetails>): Promise<DialogTurnResult> {
    const { question = '' } = step.options;
    const { locale, session } = turnOf(step.context);
    session.question = { text: question, open: false };
    const query = subjectOf(question);
    return beginOperation(step, this.id, 'helpdesk', 'searchArticles', { query, locale, limit: MOST_ARTICLES });
  }

  async #answerStep(step: WaterfallStepContext<KnowledgeDetails>): Promise<DialogTurnResult> {
    const { result: found, shown } = operationResult(step, 'helpdesk', 'searchArticles');
    const subject = subjectOf(step.options.question ?? '');
    if (!shown) await sendArticles(step.context, { subject, found }, this.dependencies);
    return step.endDialog();
  }
}
