import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { CatalogItem, ItRequest } from '../../services/ports/itsm';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { FormDialog } from '../form/formDialog';
import { readerOf } from '../form/fieldPrompt';
import { formatDay, formatMoney } from '../format';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfRequest } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { matchesOf, wishWords } from './catalog';
import type { ItOrderDetails } from './itOrderDetails';
import { chosenItem, FULL_LIST, itOrderFields, priceNotes, toldIn } from './itOrderFields';
import { ANSWERS, variableOf } from './itOrderVariables';

export const IT_ORDER_DIALOG = 'itOrder';

type Step = WaterfallStepContext<ItOrderDetails>;

/** Orders something from IT: what, the questions that it brings along, how many. */
export class ItOrderDialog extends FormDialog<ItOrderDetails, 'itOrder'> {
  constructor(tools: JobTools) {
    super(IT_ORDER_DIALOG, tools, {
      topic: 'itOrder',
      help: 'help',
      fields: itOrderFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: priceNotes },
    });
    this.setSteps('itOrder.v1', [
      (step) => this.#listStep(step),
      (step) => this.#listedStep(step),
      this.ask('item'),
      (step) => this.#chosenStep(step),
      ANSWERS.flatMap((name) => this.ask(name)),
      this.ask('quantity'),
      this.review(),
      (step) => this.#orderStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  #listStep(step: Step): Promise<DialogTurnResult> {
    const { item, catalog, query } = step.options;
    if (item !== undefined || catalog) return step.next();
    return beginOperation(step, this.id, 'itsm', 'listCatalogItems', query ? { query } : {});
  }

  #listedStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.item !== undefined || options.catalog) return step.next();
    const { result: items } = operationResult(step, 'itsm', 'listCatalogItems');
    const { wish, query } = options;
    const { locale } = turnOf(step.context);
    const named = wish ? matchesOf(wish, items, locale) : items;
    // What the system found for the words fits by more than its name.
    const found = named.length === 0 && query ? items : named;
    const [only] = found;
    if (!only) return this.#tellNotFound(step, items);
    Object.assign(options, wish && found.length === 1 ? toldIn(wish, only, locale) : { catalog: found });
    return step.next();
  }

  /** What was wanted is searched for where there may be more; else what there is is shown instead. */
  async #tellNotFound(step: Step, items: readonly CatalogItem[]): Promise<DialogTurnResult> {
    const { wish, query, ...details } = step.options;
    if (!wish) return this.#leave(step, 'emptyCatalog');
    if (!query && items.length >= FULL_LIST) {
      const words = wishWords(wish, turnOf(step.context).locale).join(' ');
      return step.replaceDialog(this.initialDialogId, { ...details, wish, query: words });
    }
    await step.context.sendActivity(this.texts(step).text('notInCatalog'));
    return step.replaceDialog(this.initialDialogId, details);
  }

  async #chosenStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    const { item } = options;
    if (item === null) return this.#leave(step, 'nothingFitsDone');
    if (item && 'search' in item)
      return step.replaceDialog(this.initialDialogId, { wish: item.search, query: item.search });
    const chosen = chosenItem(options);
    if (!chosen) return step.next();
    if (chosen.variables.length > ANSWERS.length) return this.#leave(step, 'tooLong', chosen.name);
    delete options.catalog;
    if (!options.guessed) options.quantity ??= 1;
    options.guessed = true;
    if (!options.introduced) await step.context.sendActivity(this.#introduction(step, chosen));
    options.introduced = true;
    return step.next();
  }

  #introduction(step: Step, { name, description: about = '', price: money }: CatalogItem): string {
    const texts = this.texts(step);
    const description = about && about.replace(/[.\s]*$/, '.');
    if (!money) return texts.text(description ? 'introduction' : 'introductionBare', { name, description });
    const price = formatMoney(money, turnOf(step.context).locale);
    return texts.text(description ? 'introductionPrice' : 'introductionBarePrice', { name, description, price });
  }

  #orderStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    const answers = ANSWERS.flatMap((name) => {
      const [variable, value] = [variableOf(options, name), options[name]];
      return variable && value ? [[variable.name, value] as const] : [];
    });
    return this.write(step, 'itsm', 'requestCatalogItem', {
      requesterEmail: turnOf(step.context).employee?.email ?? '',
      itemId: chosenItem(options)?.id ?? '',
      quantity: options.quantity ?? 1,
      variables: Object.fromEntries(answers),
    });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result: request, shown } = operationResult(step, 'itsm', 'requestCatalogItem');
    const { number } = request;
    const texts = this.texts(step);
    if (!shown) await step.context.sendActivity(texts.text('done', { number, next: this.#next(step, request) }));
    const news = await offerNews(step.context, newsOfRequest(request), this.dependencies);
    const check = { title: texts.plain('check', { number }) };
    return step.endDialog(jobDone(`Ordered from IT: ${number}`, [check, ...news]));
  }

  #next(step: Step, { status, dueAt }: ItRequest): string {
    const texts = this.texts(step);
    const reader = readerOf(step.context, this.dependencies);
    const next = texts.plain(status === 'awaiting_approval' ? 'next.approval' : 'next.progress');
    return dueAt ? `${next} ${texts.plain('dueBy', { date: formatDay(dueAt, reader) })}` : next;
  }

  async #leave(step: Step, key: 'emptyCatalog' | 'nothingFitsDone' | 'tooLong', name = ''): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const person = responses('common', locale).plain('button.talkToPerson');
    const incident = responses('main', locale).plain('job.itIncident');
    const titles = key === 'nothingFitsDone' ? [person, incident] : [person];
    const choices = titles.map((title) => ({ title }));
    await suggest(step.context, this.texts(step).text(key, { name }), choices);
    return step.endDialog();
  }

  /** Back goes to what was asked; that one piece is wanted was not. */
  protected override withoutLastAnswer({ quantity, ...asked }: ItOrderDetails): ItOrderDetails | undefined {
    const earlier = super.withoutLastAnswer(asked);
    return earlier?.item && quantity ? { ...earlier, quantity } : earlier;
  }

  protected override collected(details: ItOrderDetails): Record<string, string> {
    const item = chosenItem(details)?.name ?? details.wish;
    const answers = ANSWERS.flatMap((name) => {
      const variable = variableOf(details, name);
      return variable && details[name] ? [[variable.label, details[name]] as const] : [];
    });
    return { ...(item && { item }), ...Object.fromEntries(answers) };
  }
}
