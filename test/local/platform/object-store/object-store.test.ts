import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createIdentifiers } from '../../../../local/platform/identifiers.ts';
import { ObjectStore, type UploadForm } from '../../../../local/platform/object-store/object-store.ts';
import { createObjectStoreServer } from '../../../../local/platform/object-store/server.ts';

const minute = 60_000;

let clock: DrivenClock;
let store: ObjectStore;
let server: Server;

beforeEach(async () => {
  clock = new DrivenClock(Date.UTC(2030, 0, 1));
  store = new ObjectStore(clock, createIdentifiers(1).newId);
  server = createObjectStoreServer(store);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  await store.clear();
});

function form(mostBytes = 1_000): UploadForm {
  const made = store.uploadForm('bin', mostBytes, minute);
  if (made === undefined) throw new Error('the store does not listen');
  return made;
}

/** The fields as the guide's own sample sends them. */
function fieldsOf(made: UploadForm): Record<string, string> {
  return {
    key: made.key,
    policy: made.policy,
    OSSAccessKeyId: made.accessKeyId,
    signature: made.signature,
    success_action_status: '200',
  };
}

/** The fields as the bytes of a form with the boundary `b`. */
function partsOf(made: UploadForm): string {
  return Object.entries(fieldsOf(made))
    .map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('');
}

async function upload(
  fields: Record<string, string>,
  bytes: Buffer | string = 'firmware',
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]));
  return await fetch(store.origin ?? '', { method: 'POST', body });
}

async function codeOf(response: Response): Promise<string> {
  return `${response.status} ${/<Code>(.*)<\/Code>/.exec(await response.text())?.[1]}`;
}

/** Uploads and gives the signed address. */
async function uploaded(bytes: Buffer | string): Promise<string> {
  const made = form(2 ** 20);
  expect((await upload(fieldsOf(made), bytes)).status).toBe(200);
  return store.signedUrl(made.url, 60 * minute);
}

describe('an upload', () => {
  test('is taken with the fields of the form, and found at its address', async () => {
    const made = form();
    const response = await upload(fieldsOf(made), 'firmware');
    const md5 = createHash('md5').update('firmware').digest('hex');
    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe(`"${md5.toUpperCase()}"`);
    expect(store.find(made.url)).toMatchObject({ key: made.key, size: 8, md5, uploadedAt: clock.now() });
    expect(made.url).toBe(`${store.origin}/${made.key}`);
  });

  test('answers with the status that it asks for, else with 204', async () => {
    const fields = fieldsOf(form());
    expect((await upload({ ...fields, success_action_status: '201' })).status).toBe(201);
    expect((await upload({ ...fields, success_action_status: '500' })).status).toBe(204);
  });

  test('spells the fields in whatever letter case', async () => {
    const { OSSAccessKeyId = '', ...fields } = fieldsOf(form());
    expect((await upload({ ...fields, ossAccessKeyId: OSSAccessKeyId })).status).toBe(200);
  });

  test('may send the file without a file name, as the sample of the guide does', async () => {
    const made = form();
    const file =
      '--b\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\nbytes\r\n--b--\r\n';
    const response = await fetch(store.origin ?? '', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: partsOf(made) + file,
    });
    expect(response.status).toBe(200);
    expect(store.find(made.url)?.size).toBe(5);
  });

  test.each<[string, (fields: Record<string, string>) => Record<string, string>, string]>([
    ['another key', (fields) => ({ ...fields, key: 'ota/mine.bin' }), '403 AccessDenied'],
    [
      'another policy',
      (fields) => ({ ...fields, policy: `${fields['policy']}A` }),
      '403 SignatureDoesNotMatch',
    ],
    ['another signature', (fields) => ({ ...fields, signature: 'AAAA' }), '403 SignatureDoesNotMatch'],
    ['another access key', (fields) => ({ ...fields, OSSAccessKeyId: 'nobody' }), '403 InvalidAccessKeyId'],
    ['no key', ({ key: _, ...fields }) => fields, '400 InvalidArgument'],
    ['no policy', ({ policy: _, ...fields }) => fields, '403 AccessDenied'],
  ])('is refused with %s', async (_name, change, code) => {
    const made = form();
    expect(await codeOf(await upload(change(fieldsOf(made))))).toBe(code);
    expect(store.find(made.url)).toBeUndefined();
  });

  test('is refused when the form is more than its time old', async () => {
    const made = form();
    clock.advance(minute);
    expect((await upload(fieldsOf(made))).status).toBe(200);
    clock.advance(1);
    expect(await codeOf(await upload(fieldsOf(made)))).toBe('403 AccessDenied');
  });

  test('is refused when the file is larger than allowed, and leaves nothing behind', async () => {
    const made = form(1_000);
    expect((await upload(fieldsOf(made), Buffer.alloc(1_000))).status).toBe(200);
    expect(await codeOf(await upload(fieldsOf(form(1_000)), Buffer.alloc(300_000)))).toBe(
      '400 EntityTooLarge',
    );
  });

  test('needs a file', async () => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fieldsOf(form()))) body.append(name, value);
    expect(await codeOf(await fetch(store.origin ?? '', { method: 'POST', body }))).toBe(
      '400 InvalidArgument',
    );
  });

  test('is refused when the form ends in the middle of the file', async () => {
    const made = form();
    const response = await fetch(store.origin ?? '', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: `${partsOf(made)}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf`,
    });
    expect(await codeOf(response)).toBe('400 MalformedPOSTRequest');
    expect(store.find(made.url)).toBeUndefined();
  });

  test('takes the place of an earlier one, unless that is in use', async () => {
    const made = form();
    await upload(fieldsOf(made), 'first');
    await upload(fieldsOf(made), 'second');
    expect(store.find(made.url)?.size).toBe(6);
    store.keep(made.key);
    expect(await codeOf(await upload(fieldsOf(made), 'third'))).toBe('409 FileAlreadyExists');
    expect(store.find(made.url)?.size).toBe(6);
  });

  test('is forgotten after an hour when nobody uses it, and stays as long as somebody does', async () => {
    const [used, unused] = [form(), form()];
    await upload(fieldsOf(used));
    await upload(fieldsOf(unused));
    store.keep(used.key);
    store.keep(used.key);
    const path = store.find(used.url)?.path ?? '';
    clock.advance(60 * minute);
    expect(store.find(unused.url)).toBeUndefined();
    expect(store.find(used.url)).toBeDefined();
    store.release(used.key);
    expect(store.find(used.url)).toBeDefined();
    store.release(used.key);
    expect(store.find(used.url)).toBeUndefined();
    await expect.poll(() => existsSync(path)).toBe(false);
  });

  test('that its sender breaks off leaves no object', async () => {
    const made = form();
    const start = `${partsOf(made)}--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf`;
    const sender = httpRequest(store.origin ?? '', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-length': start.length + 100 },
    });
    sender.on('error', () => {});
    const arrived = once(server, 'request');
    sender.write(start);
    const [incoming] = await arrived;
    const gone = new Promise((resolve) => incoming.once('close', resolve));
    sender.destroy();
    await gone;
    expect(store.find(made.url)).toBeUndefined();
    expect((await upload(fieldsOf(made))).status).toBe(200);
  });
});

describe('a download', () => {
  test('gives the bytes at a signed address', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
    const response = await fetch(await uploaded(bytes));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('100000');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('content-md5')).toBe(createHash('md5').update(bytes).digest('base64'));
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test('gives the head alone to HEAD', async () => {
    const response = await fetch(await uploaded('firmware'), { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '8']);
    expect(await response.text()).toBe('');
  });

  test.each<[string, number, string, string]>([
    ['bytes=0-3', 206, 'firm', 'bytes 0-3/8'],
    ['bytes=4-', 206, 'ware', 'bytes 4-7/8'],
    ['bytes=-2', 206, 're', 'bytes 6-7/8'],
    ['bytes=-99', 206, 'firmware', 'bytes 0-7/8'],
    ['bytes=6-99', 206, 're', 'bytes 6-7/8'],
  ])('gives the part %s', async (Range, status, text, contentRange) => {
    const response = await fetch(await uploaded('firmware'), { headers: { Range } });
    expect([response.status, response.headers.get('content-range')]).toEqual([status, contentRange]);
    expect(response.headers.get('content-length')).toBe(String(text.length));
    expect(await response.text()).toBe(text);
  });

  test.each(['bytes=8-', 'bytes=99-100', 'bytes=-0'])('says that the part %s is not there', async (Range) => {
    const response = await fetch(await uploaded('firmware'), { headers: { Range } });
    expect(response.headers.get('content-range')).toBe('bytes */8');
    expect(await codeOf(response)).toBe('416 InvalidRange');
  });

  test.each(['bytes=0-1,3-4', 'bytes=5-4', 'bytes=', 'lines=1-2', 'bytes=a-b'])(
    'gives the whole for %s',
    async (Range) => {
      const response = await fetch(await uploaded('firmware'), { headers: { Range } });
      expect([response.status, await response.text()]).toEqual([200, 'firmware']);
    },
  );

  test('gives any part of any object right', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
    const url = await uploaded(bytes);
    await fc.assert(
      fc.asyncProperty(fc.nat(999), fc.nat(1_500), async (start, length) => {
        const response = await fetch(url, { headers: { Range: `bytes=${start}-${start + length}` } });
        const part = bytes.subarray(start, start + length + 1);
        expect(Buffer.from(await response.arrayBuffer()).equals(part)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('needs a signature that fits, and is not over', async () => {
    const url = await uploaded('firmware');
    expect(await codeOf(await fetch(url.replace(/\?.*/, '')))).toBe('403 AccessDenied');
    expect(await codeOf(await fetch(url.replace(/Signature=.../, 'Signature=AAA')))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await fetch(url.replace(/Expires=\d/, 'Expires=9')))).toBe(
      '403 SignatureDoesNotMatch',
    );
    expect(await codeOf(await fetch(url.replace(/OSSAccessKeyId=./, 'OSSAccessKeyId=')))).toBe(
      '403 InvalidAccessKeyId',
    );
    clock.advance(60 * minute + 1);
    expect(await codeOf(await fetch(url))).toBe('403 AccessDenied');
  });

  test('says when nothing was uploaded', async () => {
    const url = store.signedUrl(form().url, minute);
    expect(await codeOf(await fetch(url))).toBe('404 NoSuchKey');
  });
});

describe('the store', () => {
  test('says that it does not know other methods', async () => {
    expect(await codeOf(await fetch(`${store.origin}/x`, { method: 'DELETE' }))).toBe('405 MethodNotAllowed');
  });

  test('gives no form while it does not listen, and knows no address', async () => {
    const silent = new ObjectStore(clock, createIdentifiers(2).newId);
    expect(silent.uploadForm('bin', 1, minute)).toBeUndefined();
    expect(silent.owns('http://127.0.0.1/x')).toBe(false);
  });

  test('lets nobody read what it was not given', async () => {
    const url = await uploaded('firmware');
    for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd']) {
      const response = await fetch(`${store.origin}${path}${new URL(url).search}`);
      expect(response.status).toBe(403);
    }
  });

  test('answers to a body that is no form, and goes on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.constantFrom(
          'multipart/form-data; boundary=b',
          'multipart/form-data',
          'text/plain',
          'multipart/form-data; boundary=',
        ),
        async (body, type) => {
          const response = await fetch(store.origin ?? '', {
            method: 'POST',
            body,
            headers: { 'content-type': type },
          });
          expect(response.status).toBe(400);
        },
      ),
      { numRuns: 100 },
    );
    expect((await upload(fieldsOf(form()))).status).toBe(200);
  });

  test('survives any bytes on its port', async () => {
    const { port } = server.address() as AddressInfo;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => {});
        const closed = new Promise((resolve) => socket.once('close', resolve));
        socket.end(bytes);
        socket.resume();
        await closed;
      }),
      { numRuns: 50 },
    );
    expect((await upload(fieldsOf(form()))).status).toBe(200);
  });
});
