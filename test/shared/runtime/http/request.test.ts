import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonBody } from '../../../../shared/runtime/http/json-body.ts';
import { Problem } from '../../../../shared/runtime/http/problem.ts';
import { readRequest } from '../../../../shared/runtime/http/request.ts';

const event = {
  version: 'v1',
  rawPath: '/devices/a%2Fb',
  body: '{"a":1}',
  isBase64Encoded: false,
  headers: { 'Webhook-Id': 'msg_1', 'CONTENT-TYPE': 'application/json' },
  queryParameters: {},
  requestContext: { http: { method: 'post', path: '/devices/a%2Fb' } },
};

const payload = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('the event of an HTTP trigger', () => {
  test('becomes a request with its path as it was sent, and headers in lower case', () => {
    expect(readRequest(payload(event))).toEqual({
      method: 'POST',
      path: '/devices/a%2Fb',
      headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json' },
      body: Buffer.from('{"a":1}'),
    });
  });

  test('has the bytes of a body in base64', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0]);
    const { body } = readRequest(
      payload({ ...event, body: bytes.toString('base64'), isBase64Encoded: true }),
    );
    expect(body).toEqual(bytes);
  });

  test('may lack body and headers', () => {
    const { requestContext, rawPath } = event;
    expect(readRequest(payload({ rawPath, requestContext }))).toMatchObject({
      headers: {},
      body: Buffer.alloc(0),
    });
  });

  test.each([
    ['no JSON', Buffer.from('{')],
    ['a message of the rules engine', payload({ topic: '/a/b', messageId: '1' })],
    ['a header that is no text', payload({ ...event, headers: { a: 1 } })],
    [
      'a body that is not the base64 text it is said to be',
      payload({ ...event, body: '§', isBase64Encoded: true }),
    ],
  ])('is refused with 400 when it is %s', (_, bytes) => {
    expect(() => readRequest(bytes)).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('is a request or a problem, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), (bytes) => {
        try {
          readRequest(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });
});

describe('the JSON of a body', () => {
  const request = (body: Buffer | string, headers = {}) => ({
    method: 'POST',
    path: '/',
    headers,
    body: Buffer.from(body as string),
  });

  test('is an empty object when there is no body', () => {
    expect(readJsonBody(request(''))).toEqual({});
  });

  test.each([
    ['text that is no JSON', '{"a":', {}, 'must be JSON, but is other text'],
    [
      'bytes that are not UTF-8',
      Buffer.from([0x22, 0xff, 0x22]),
      {},
      'must be JSON in UTF-8, but is other bytes',
    ],
    ['a byte order mark', '\uFEFF{}', {}, 'must be JSON, but is other text'],
    ['what nests too deep', '['.repeat(500) + ']'.repeat(500), {}, 'at most 100 levels'],
    ['compressed bytes', '{}', { 'content-encoding': 'gzip' }, 'must not be compressed'],
  ])('is refused with 400 for %s', (_, body, headers, detail) => {
    expect(() => readJsonBody(request(body, headers))).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(detail) }),
    );
  });
});
