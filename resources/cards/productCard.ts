import { escapeMarkdown, isWebAddress } from '../markdown';
import { execute, say } from './sayButton';

/** What the card shows; the texts come ready, in the user's language and not yet escaped. */
export interface ProductCardData {
  title: string;
  price: string;
  description?: string;
  /** One line a variant, or one for all. */
  stock: string[];
  imageUrl?: string;
  link?: { title: string; url: string };
  /** A button that says its title. */
  alert?: { title: string };
}

/** The layout of one product: Adaptive Card 1.3, and 1.4 with universal actions. */
export function productCard(data: ProductCardData, summary: string, universal = false): object {
  const { title, price, description, stock, imageUrl, link, alert } = data;
  const picture =
    imageUrl && isWebAddress(imageUrl) ? [{ type: 'Image', url: imageUrl, altText: title, size: 'Medium' }] : [];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: universal ? '1.4' : '1.3',
    speak: summary,
    fallbackText: summary,
    body: [
      {
        type: 'ColumnSet',
        columns: [
          {
            type: 'Column',
            width: 'stretch',
            items: [
              { ...text(title), size: 'Medium', weight: 'Bolder', style: 'heading' },
              { ...text(price), spacing: 'None' },
              ...stock.map((line) => ({ ...text(line), spacing: 'None', isSubtle: true })),
            ],
          },
          ...picture.map((image) => ({ type: 'Column', width: 'auto', items: [image] })),
        ],
      },
      ...(description ? [{ ...text(description), maxLines: 3 }] : []),
    ],
    actions: [
      ...(link && isWebAddress(link.url) ? [{ type: 'Action.OpenUrl', ...link }] : []),
      ...(alert ? [universal ? execute(alert) : say(alert)] : []),
    ],
  };
}

function text(value: string): object {
  return { type: 'TextBlock', text: escapeMarkdown(value), wrap: true };
}
