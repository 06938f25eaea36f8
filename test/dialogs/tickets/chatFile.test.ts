import type { Attachment } from 'botbuilder';
import { fileOf } from '../../../dialogs/tickets/chatFile';

const contentUrl = 'https://example.com/1';
const TEAMS = 'application/vnd.microsoft.teams.file.download.info';

test.each<[string, object, object | undefined]>([
  ['a picture', { contentType: 'image/png', contentUrl, name: 'a.png' }, { name: 'a.png', type: 'image/png' }],
  ['a picture without a name', { contentType: 'image/png', contentUrl }, { name: 'file.png', type: 'image/png' }],
  ['a file of no kind', { contentUrl }, { name: 'file.bin', type: 'application/octet-stream' }],
  [
    'a file of null kind',
    { contentType: null, contentUrl, name: 'a.txt' },
    { name: 'a.txt', type: 'application/octet-stream' },
  ],
  ['a kind that is none', { contentType: 'x\r\ny: z', contentUrl }, { name: 'file.bin', type: 'x\r\ny: z' }],
  [
    'a file of Teams',
    { contentType: TEAMS, content: { downloadUrl: contentUrl } },
    { name: 'file', type: 'application/octet-stream' },
  ],
  ['a file of Teams without an address', { contentType: TEAMS, content: { downloadUrl: 7 } }, undefined],
  ['nothing', {}, undefined],
  ['a card', { contentType: 'application/vnd.microsoft.card.hero', content: {}, contentUrl }, undefined],
])('%s', (_name, attachment, expected) => {
  const source = fileOf({ attachments: [attachment as Attachment] })?.source;
  expect(source && { name: source.name, type: source.contentType }).toEqual(expected);
});
