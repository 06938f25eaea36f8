import { escapeMarkdown, markdownLink, withoutControls } from '../../resources/markdown';

/** How a reader of markdown sees an escaped text again. */
const read = (text: string) => text.replace(/\\([\\`*_~[\]<>|#+.-])/g, '$1');

describe('escaped, there is no way to write', () => {
  const unescaped = (character: string) => new RegExp(`(?<!\\\\)(?:\\\\\\\\)*\\${character}`);

  test.each([
    ['a link', '[x](javascript:alert(1))', '['],
    ['a link of one’s own', '[pay here](https://evil.example)', ']'],
    ['a picture', '![x](https://evil.example/pixel.png)', '['],
    ['a reference', '[x]: https://evil.example', '['],
    ['HTML', '<b>bold</b>', '<'],
    ['a script', '<script>alert(1)</script>', '>'],
    ['an automatic link', '<https://evil.example>', '<'],
    ['a mention', '<at>everyone</at>', '<'],
    ['emphasis', '**bold** and *more*', '*'],
    ['other emphasis', '__bold__', '_'],
    ['a struck-out word', '~~gone~~', '~'],
    ['code', '`code`', '`'],
    ['a heading', '# Heading', '#'],
    ['a quotation', '> quoted', '>'],
    ['a table', '| a | b |', '|'],
    ['an escape that is taken back', '\\[x\\](y)', '['],
  ])('%s: %s', (_name, text, character) => {
    const escaped = escapeMarkdown(text);
    expect(escaped.replace(/\\\\/g, '')).not.toMatch(unescaped(character));
    expect(read(escaped)).toBe(text);
  });

  test.each([
    ['- item', '\\- item'],
    ['  + item', '  \\+ item'],
    ['first\n- second', 'first\n\\- second'],
    ['1. first', '1\\. first'],
    ['well-known, 1.5 and 3 - 2', 'well-known, 1.5 and 3 - 2'],
  ])('a list: %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  test.each(['', 'Blue T-Shirt (XL)', 'Größe 42, 100 % cotton & more', '日本語', '🙂', 'me@example.com', '$5'])(
    'what needs no escape stays as it is: %j',
    (text) => {
      expect(escapeMarkdown(text)).toBe(text);
    },
  );
});

describe('a link', () => {
  test.each([
    ['https://ups.example/track?n=1Z', 'https://ups.example/track?n=1Z'],
    ['http://ups.example', 'http://ups.example/'],
    ['HTTPS://UPS.example/a b', 'https://ups.example/a%20b'],
    ['https://x.example/?q=100%', 'https://x.example/?q=100%'],
    ['https://x.example/)[click](https://evil.example', 'https://x.example/%29[click]%28https://evil.example'],
    ['https://x.example/a(1)', 'https://x.example/a%281%29'],
    ['https://x.example/<b>"x"', 'https://x.example/%3Cb%3E%22x%22'],
    ['https://x.example/a\nb', 'https://x.example/ab'],
  ])('to %j goes there and nowhere else', (url, target) => {
    expect(markdownLink('1Z', url)).toBe(`[1Z](${target})`);
  });

  test.each(['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x', 'x', ''])(
    'to %j is no link, only the words',
    (url) => {
      expect(markdownLink('[1Z]', url)).toBe('\\[1Z\\]');
    },
  );

  test('has words that cannot end it', () => {
    expect(markdownLink('x](https://evil.example)', 'https://x.example')).toBe(
      '[x\\](https://evil.example)](https://x.example/)',
    );
  });
});

describe('removed is', () => {
  test.each([
    ['what turns the direction of writing', 'photo\u202Egnp.exe', 'photognp.exe'],
    ['every embedding of it', '\u202A\u202B\u202C\u202D\u202Ex\u2066\u2067\u2068\u2069', 'x'],
    ['its marks', '\u200Ea\u200Fb\u061C', 'ab'],
    ['a null', 'a\u0000b', 'ab'],
    ['a bell, an escape and a delete', 'a\u0007\u001B[31mb\u007F', 'a[31mb'],
    ['a carriage return, not the line', 'a\r\nb', 'a\nb'],
    ['a control of Latin-1', 'a\u0085\u009Fb', 'ab'],
  ])('%s', (_name, text, expected) => {
    expect(withoutControls(text)).toBe(expected);
    expect(escapeMarkdown(text)).toBe(expected.replace('[', '\\['));
  });

  test('nothing of a word in a script that is written from right to left', () => {
    expect(withoutControls('שלום مرحبا')).toBe('שלום مرحبا');
  });
});
