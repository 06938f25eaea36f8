import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type TurnContext,
} from 'botbuilder';
import { DialogContextError } from 'botbuilder-dialogs';
import type { BotDialogs } from '../dialogs/botDialogs';
import { responses } from '../resources/responses';
import type { AppConfig } from '../services/config';
import { createReference, type Logger } from '../services/logger';
import { StorageError } from '../services/storage/storageError';
import { CachedAuthentication } from './cachedAuthentication';
import type { ETagConversationState } from './eTagConversationState';
import { knownLocale } from './localeAndZone';
import { serviceUrlRule } from './serviceUrls';
import type { TurnRecorder } from './turnRecorder';

/**
 * The adapter with the credentials of the bot's registration.
 *
 * @param cloud the endpoints of a cloud other than the settings name; for tests.
 */
export function createAdapter(
  config: AppConfig,
  cloud: ConfigurationBotFrameworkAuthenticationOptions = {},
): CloudAdapter {
  const credentials = new ConfigurationServiceClientCredentialFactory({
    // Without a type the library would ask for tokens of all tenants.
    MicrosoftAppType: config.authenticated ? (config.MicrosoftAppType ?? 'SingleTenant') : undefined,
    MicrosoftAppId: config.MicrosoftAppId,
    MicrosoftAppPassword: config.MicrosoftAppPassword,
    MicrosoftAppTenantId: config.MicrosoftAppTenantId,
  });
  const { ChannelService } = config;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    { ...(ChannelService && { ChannelService }), ...cloud },
    credentials,
  );
  return new CloudAdapter(
    new CachedAuthentication(authentication, {
      mayAnswerAt: serviceUrlRule(config),
      ...(config.production && { onlyChannels: ChannelService ? 'government' : 'public' }),
    }),
  );
}

export interface TurnErrorDependencies {
  dialogs: BotDialogs;
  state: ETagConversationState;
  recorder: TurnRecorder;
  log: Logger;
}

/**
 * What happens when a turn fails: it is logged, the user gets an apology with a reference that is found in the log, and the
 * conversation can be used again. It never throws.
 */
export function createTurnErrorHandler({ dialogs, state, recorder, log }: TurnErrorDependencies) {
  return async (context: TurnContext, error: unknown): Promise<void> => {
    const reference = createReference();
    const { type, channelId } = context.activity;
    // Dialogs wrap what fails inside them, with their whole stack: what a user said must not get into the log that way.
    const cause: unknown = error instanceof DialogContextError ? error.error : error;
    log.error('turn.failed', cause, {
      reference,
      activityType: type,
      channel: channelId,
    });
    const attempt = async (name: string, work: () => Promise<unknown>) => {
      await work().catch((cause: unknown) => log.error(`turn.${name}`, cause, { reference }));
    };
    const texts = responses('common', knownLocale(context.activity.locale) ?? 'en');
    const apologise = () => context.sendActivity(texts.text('apology', { reference }));
    if (type === 'message') await attempt('apology_not_sent', apologise);
    // Where the database was away, the conversation stands there as it was: the same question is still open.
    if (cause instanceof StorageError) return;
    await attempt('state_not_reset', async () => {
      await state.load(context, true);
      await dialogs.reset(context);
      await recorder.saveFailed(context);
    });
  };
}
