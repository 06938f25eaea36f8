/** Web Chat's look, from the colours that palette.css has for the light or dark scheme of the moment. */
function palette() {
  const style = window.getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

export function styleOptions() {
  const color = palette();
  return {
    accent: color('accent'),
    subtle: color('text-subtle'),
    backgroundColor: color('surface'),
    primaryFont: color('font'),
    paddingRegular: 12,
    paddingWide: 20,

    avatarSize: 32,
    botAvatarImage: '/assets/botAvatar.svg',
    botAvatarBackgroundColor: 'transparent',
    // The picture is for the eye only; the text says who speaks.
    botAvatarInitials: '',

    bubbleBackground: color('bubble'),
    bubbleBorderWidth: 0,
    bubbleBorderRadius: 16,
    bubbleTextColor: color('text'),
    bubbleFromUserBackground: color('bubble-user'),
    bubbleFromUserTextColor: color('on-bubble-user'),
    bubbleFromUserBorderWidth: 0,
    bubbleFromUserBorderRadius: 16,
    bubbleMinHeight: 36,
    bubbleMaxWidth: 460,
    messageActivityWordBreak: 'break-word',

    sendBoxHeight: 56,
    sendBoxBackground: color('surface'),
    sendBoxTextColor: color('text'),
    sendBoxPlaceholderColor: color('text-subtle'),
    sendBoxBorderTop: `solid 1px ${color('line')}`,
    sendBoxButtonColor: color('accent'),
    sendBoxButtonColorOnHover: color('accent'),
    sendBoxButtonColorOnActive: color('accent'),
    sendBoxButtonColorOnFocus: color('accent'),
    sendBoxButtonColorOnDisabled: color('text-subtle'),
    sendBoxButtonShadeColorOnHover: color('accent-soft'),
    sendBoxButtonShadeColorOnActive: color('accent-soft'),
    sendBoxButtonShadeBorderRadius: 10,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: color('focus'),
    sendBoxButtonKeyboardFocusIndicatorBorderRadius: 10,

    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: color('surface'),
    suggestedActionBackgroundColorOnHover: color('accent-soft'),
    suggestedActionBackgroundColorOnActive: color('accent-soft'),
    suggestedActionBorderColor: color('accent'),
    suggestedActionBorderWidth: 1,
    suggestedActionBorderRadius: 18,
    suggestedActionHeight: 36,
    suggestedActionTextColor: color('accent'),
    suggestedActionKeyboardFocusIndicatorBorderColor: color('focus'),
    suggestedActionKeyboardFocusIndicatorBorderRadius: 15,

    timestampColor: color('text-subtle'),
    notificationText: color('text-subtle'),
    failedConnectivity: color('attention'),
    slowConnectivity: color('warning'),
    transcriptVisualKeyboardIndicatorColor: color('focus'),
    transcriptActivityVisualKeyboardIndicatorColor: color('line'),
    transcriptOverlayButtonBackground: color('accent'),
    transcriptOverlayButtonBackgroundOnHover: color('accent'),
    transcriptOverlayButtonBackgroundOnFocus: color('accent'),
    transcriptOverlayButtonColor: color('on-accent'),
    transcriptOverlayButtonColorOnHover: color('on-accent'),
    transcriptOverlayButtonColorOnFocus: color('on-accent'),

    richCardWrapTitle: true,
    cardEmphasisBackgroundColor: color('accent-soft'),
    cardPushButtonBackgroundColor: 'transparent',
    cardPushButtonTextColor: color('accent'),
  };
}

/** How Adaptive Cards are drawn: https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config */
export function cardHostConfig() {
  const color = palette();
  const pair = (name) => ({ default: color(name), subtle: color(name) });
  const foregroundColors = {
    default: { default: color('text'), subtle: color('text-subtle') },
    dark: { default: color('text'), subtle: color('text-subtle') },
    light: { default: color('text-subtle'), subtle: color('text-subtle') },
    accent: pair('accent'),
    good: pair('good'),
    warning: pair('warning'),
    attention: pair('attention'),
  };
  const container = (backgroundColor) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: color('font'),
    fontSizes: { small: 13, default: 15, medium: 16, large: 19, extraLarge: 23 },
    lineHeights: { small: 18, default: 21, medium: 22, large: 26, extraLarge: 30 },
    spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    separator: { lineThickness: 1, lineColor: color('line') },
    containerStyles: {
      default: { foregroundColors },
      emphasis: container(color('surface')),
      accent: container(color('accent-soft')),
      good: container(color('surface')),
      warning: container(color('surface')),
      attention: container(color('surface')),
    },
    supportsInteractivity: true,
    imageSizes: { small: 40, medium: 80, large: 160 },
    imageSet: { imageSize: 'medium', maxImageHeight: 100 },
    actions: {
      actionAlignment: 'stretch',
      actionsOrientation: 'vertical',
      buttonSpacing: 8,
      maxActions: 20,
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
      spacing: 'default',
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 12,
    },
    textBlock: { headingLevel: 2 },
  };
}
