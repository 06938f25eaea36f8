/**
 * The bot that a developer has after an afternoon with the official samples: restify, CloudAdapter, state in memory, one
 * waterfall of three text prompts. It asks no system, keeps nothing and replies with text. A process of its own.
 */
import {
  ActivityHandler,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConversationState,
  MemoryStorage,
  type StatePropertyAccessor,
  type TurnContext,
} from 'botbuilder';
import {
  ComponentDialog,
  DialogSet,
  DialogTurnStatus,
  TextPrompt,
  WaterfallDialog,
  type DialogState,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { createServer, plugins, type Request, type Response } from 'restify';

class OrderDialog extends ComponentDialog {
  constructor() {
    super('OrderDialog');
    this.addDialog(new TextPrompt('TextPrompt'));
    this.addDialog(
      new WaterfallDialog('WaterfallDialog', [
        this.orderNumberStep.bind(this),
        this.emailStep.bind(this),
        this.orderStep.bind(this),
      ]),
    );
    this.initialDialogId = 'WaterfallDialog';
  }

  async run(context: TurnContext, accessor: StatePropertyAccessor<DialogState>): Promise<void> {
    const dialogSet = new DialogSet(accessor).add(this);
    const dialogContext = await dialogSet.createContext(context);
    const results = await dialogContext.continueDialog();
    if (results.status === DialogTurnStatus.empty) await dialogContext.beginDialog(this.id);
  }

  private orderNumberStep(step: WaterfallStepContext): Promise<DialogTurnResult> {
    return step.prompt('TextPrompt', 'What is the order number?');
  }

  private emailStep(step: WaterfallStepContext): Promise<DialogTurnResult> {
    (step.values as Record<string, unknown>)['orderNumber'] = step.result;
    return step.prompt('TextPrompt', 'And which e-mail address was it placed with?');
  }

  private orderStep(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { orderNumber } = step.values as { orderNumber?: string };
    return step.prompt('TextPrompt', `Order ${orderNumber} is on its way. Is there anything else?`);
  }
}

class OrderBot extends ActivityHandler {
  constructor(
    private readonly conversationState: ConversationState,
    dialog: OrderDialog,
  ) {
    super();
    const dialogState = conversationState.createProperty<DialogState>('DialogState');
    this.onMessage(async (context, next) => {
      await dialog.run(context, dialogState);
      await next();
    });
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context);
    await this.conversationState.saveChanges(context, false);
  }
}

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (context, error) => {
  console.error(error);
  await context.sendActivity('The bot encountered an error or bug.');
};
const bot = new OrderBot(new ConversationState(new MemoryStorage()), new OrderDialog());
const server = createServer();
server.use(plugins.bodyParser());
server.post('/api/messages', async (request: Request, response: Response) => {
  await adapter.process(request, response, (context) => bot.run(context));
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
