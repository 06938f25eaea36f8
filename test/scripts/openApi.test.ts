import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadOpenApi, requestFaults } from '../../scripts/specs/openApi';

const description = `
openapi: 3.0.3
paths:
  /tickets/{id}:
    parameters:
      - name: include
        in: query
    get:
      parameters:
        - $ref: '#/components/parameters/Page'
    put:
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Update'
  /tickets/count:
    get: {}
components:
  parameters:
    Page:
      name: page
      in: query
  schemas:
    Update:
      properties:
        ticket:
          allOf:
            - $ref: '#/components/schemas/Ticket'
            - properties:
                free:
                  type: object
    Ticket:
      properties:
        subject:
          type: string
        parent:
          $ref: '#/components/schemas/Ticket'
        lines:
          items:
            properties:
              text:
                type: string
        open:
          additionalProperties: true
          properties: {}
`;

const folder = mkdtempSync(join(tmpdir(), 'open-api-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(name: string, content: string | Buffer) {
  writeFileSync(join(folder, name), content);
  return loadOpenApi(join(folder, name));
}
const api = load('plain.yaml', description);

test('reads YAML and JSON, gzipped or not', () => {
  expect(load('zipped.yaml.gz', gzipSync(description))).toEqual(api);
  expect(load('plain.json', JSON.stringify(api))).toEqual(api);
  expect(load('zipped.json.gz', gzipSync(JSON.stringify(api)))).toEqual(api);
});

test.each<[string, string, unknown, string[]]>([
  ['GET', '/tickets/1?include=users&page[size]=2', undefined, []],
  ['GET', '/tickets/count', undefined, []],
  ['GET', '/tickets/count?include=users', undefined, ['GET /tickets/count has no query parameter include']],
  ['GET', '/tickets/1/comments', undefined, ['there is no path /tickets/1/comments']],
  ['DELETE', '/tickets/1', undefined, ['there is no DELETE /tickets/1']],
  ['GET', '/tickets/1', { a: 1 }, ['GET /tickets/1: it takes no JSON']],
  ['PUT', '/tickets/1', { ticket: { subject: 'a', free: { a: 1 }, open: { a: 1 } } }, []],
  ['PUT', '/tickets/1', { ticket: { parent: { parent: { lines: [{ text: 'a' }] } } } }, []],
  ['PUT', '/tickets/1', { ticket: { subjekt: 'a' } }, ['PUT /tickets/1: there is no body.ticket.subjekt']],
  [
    'PUT',
    '/tickets/1',
    { ticket: { lines: [{ text: 'a' }, { words: 'a' }] } },
    ['PUT /tickets/1: there is no body.ticket.lines[].words'],
  ],
])('%s %s %j', (method, path, body, faults) => {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  expect(requestFaults(api, { method, path: pathname, query: searchParams, body })).toEqual(faults);
});

test('says which reference leads nowhere', () => {
  const broken = { paths: { '/a': { get: { parameters: [{ $ref: '#/components/none' }] } } } };
  const request = { method: 'GET', path: '/a', query: new URLSearchParams() };
  expect(() => requestFaults(broken, request)).toThrow('the description has no #/components/none');
});
