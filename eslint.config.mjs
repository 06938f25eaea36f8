import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** One import boundary: files below `from` may not import what matches `never`. */
function boundary(from, never, why) {
  const patterns = never.map((path) =>
    path instanceof RegExp ? { regex: path.source, message: why } : { group: [path], message: why },
  );
  return { files: from, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const botbuilder = ['botbuilder', 'botbuilder-*', 'botframework-connector', 'botframework-schema'];
const sdks = ['@shopify/*', 'jsforce', 'jsforce/*', 'node-zendesk'];

export default tseslint.config(
  { ignores: ['lib/', 'data/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines': ['warn', { max: 300 }] } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { module: 'readonly', process: 'readonly', __dirname: 'readonly', require: 'readonly' },
    },
  },
  {
    files: ['directline/public/**/*.js', 'website/public/**/*.js'],
    languageOptions: {
      sourceType: 'module',
      globals: Object.fromEntries(
        'window document fetch localStorage sessionStorage URL console WebChat matchMedia navigator setTimeout clearTimeout setInterval HTMLElement crypto URLSearchParams location performance CSSStyleSheet'
          .split(' ')
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  boundary(
    ['services/*.ts', 'services/!(vendors)/**/*.ts'],
    [...botbuilder, ...sdks, '**/bots/**', '**/dialogs/**', '**/sandbox/**', '**/directline/**', '**/website/**'],
    'services know neither Bot Framework nor a vendor SDK, and nothing above them',
  ),
  boundary(
    ['services/vendors/*/*.ts'],
    [
      ...botbuilder,
      '**/bots/**',
      '**/dialogs/**',
      '**/sandbox/**',
      '**/directline/**',
      '**/website/**',
      /^\.\.\/(?!\.\.)/,
    ],
    'a vendor folder imports its own SDK, the ports and services/*.ts, never another vendor',
  ),
  boundary(
    ['dialogs/**/*.ts'],
    [
      ...sdks,
      '**/services/vendors/**',
      '**/bots/**',
      '**/sandbox/**',
      '**/directline/**',
      '**/website/**',
      '**/services/storage/**',
    ],
    'dialogs know ports, operations and texts; never a vendor, an SDK or the database',
  ),
  boundary(
    ['bots/**/*.ts'],
    [...sdks, '**/services/vendors/**', '**/sandbox/**', '**/directline/**', '**/website/**'],
    'bots know no vendor and no development server',
  ),
  boundary(
    ['resources/**/*.ts'],
    [...botbuilder, ...sdks, '**/services/**', '**/dialogs/**', '**/bots/**'],
    'resources import nothing of the app',
  ),
  boundary(
    ['sandbox/**/*.ts'],
    [
      ...botbuilder,
      ...sdks,
      '**/services/**',
      '**/dialogs/**',
      '**/bots/**',
      '**/resources/**',
      '**/directline/**',
      '**/website/**',
    ],
    'the sandbox speaks HTTP and imports nothing of the app',
  ),
  boundary(
    ['directline/**/*.ts'],
    [...botbuilder, ...sdks, '**/services/!(storage)/**', '**/dialogs/**', '**/bots/**', '**/sandbox/**'],
    'the local Direct Line knows only the store it is given, and how the website gets its tokens',
  ),
  boundary(
    ['website/**/*.ts'],
    [
      ...[...botbuilder, ...sdks, '**/services/vendors/**', '**/dialogs/**', '**/bots/**'],
      ...['**/sandbox/**', '**/directline/**'],
    ],
    'the website gives tokens and files; it knows no conversation and no development server',
  ),
  prettier,
);
