import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { models, type ServedPlatform, send, servePlatform } from '../api-caller.ts';

let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock: new DrivenClock(Date.now()) });
});
afterAll(() => served.close());

describe('the signature among the parameters', () => {
  // The vector's own Timestamp is what the clock stands at.
  const vector =
    'AccessKeyId=testid&Action=Pub&Format=XML&MessageContent=aGVsbG8gd29ybGQ&ProductKey=12345abcde&Qos=0' +
    '&RegionId=cn-shanghai&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf' +
    '&SignatureVersion=1.0&Timestamp=2018-07-31T07%3A43%3A57Z' +
    '&TopicFullName=%2F12345abcde%2Ftestdevice%2Fuser%2Fget&Version=2018-01-20';

  test.each([
    ['NUh3otvAoXOZmG/a2gDShh6Ze9w=', true],
    ['NUh3otvAoXOZmG/a2gDShh6Ze9x=', false],
    ['NUh3otvAoXOZmG', false],
  ])("of the vendor's documented request is right when it is %s: %s", async (signature, right) => {
    const then = await servePlatform({ clock: new DrivenClock(Date.parse('2018-07-31T07:43:57Z')) });
    const { status, text } = await send(
      `${then.url}/?${vector}&Signature=${encodeURIComponent(signature)}`,
      {},
    );
    if (right) expect(text).not.toContain('Signature');
    else
      expect({ status, text }).toEqual({
        status: 400,
        text: expect.stringContaining('SignatureDoesNotMatch'),
      });
    await then.close();
  });

  test("of the vendor's older client is right, whatever the names and values are", async () => {
    const pop = served.pop();
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom(' ', '*', '~', '+', '&', '=', '%', "'", '(', '!', '.', '中', '😀', 'a'),
      }),
    );
    // A name that the platform knows could be refused for its value; with a capital X it knows none.
    const name = fc.tuple(fc.constant('X'), text).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, text, { maxKeys: 8, noNullPrototype: true }),
        fc.boolean(),
        async (extra, post) => {
          const parameters = { ...extra, GroupName: 'nothing' };
          const answer = await pop.request('QueryDeviceGroupList', parameters, {
            method: post ? 'POST' : 'GET',
          });
          expect(answer).toMatchObject({ Success: true, Total: 0 });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('does not depend on how the parameters are encoded on the wire, or on where they are', async () => {
    const { call } = served;
    const parameters = { GroupName: 'a b~c*d' };
    expect((await call('QueryDeviceGroupList', parameters, { in: 'query' })).status).toBe(200);
    expect((await call('QueryDeviceGroupList', parameters, { in: 'query', method: 'GET' })).status).toBe(200);
    expect((await call('QueryDeviceGroupList', parameters)).status).toBe(200);
  });

  test('that is wrong is answered with what the server signed, and without the secret', async () => {
    const { status, text, body } = await served.call('QueryDeviceGroupList', {}, { secret: 'another' });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      Code: 'SignatureDoesNotMatch',
      Message: expect.stringContaining('server string to sign is:POST&%2F&AccessKeyId%3Dtestid%26Action%3D'),
    });
    expect(text).not.toContain('testsecret');
  });
});

describe('the signature in the headers', () => {
  test.each([undefined, 'v2'] as const)("of the vendor's SDK (%s) is right", async (algorithm) => {
    const request = new models.QueryDeviceGroupListRequest({ groupName: 'a b*~+中😀' });
    const { body } = await served.sdk(algorithm).queryDeviceGroupList(request);
    expect(body).toMatchObject({ success: true, total: 0 });
  });

  test("a refusal of the gateway reaches the SDK's caller with its code", async () => {
    const sdk = served.sdk();
    Object.assign(sdk, {
      _credential: { getCredential: async () => ({ accessKeyId: 'nobody', accessKeySecret: 'x' }) },
    });
    await expect(sdk.queryDeviceGroupList(new models.QueryDeviceGroupListRequest({}))).rejects.toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
      data: { statusCode: 404 },
    });
  });

  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  /** Signs by hand, so that what is signed and what is sent can differ. */
  function signed(change: Readonly<Record<string, string>> = {}, unsigned: readonly string[] = []) {
    const headers: Record<string, string> = {
      'x-acs-action': 'QueryDeviceGroupList',
      'x-acs-content-sha256': sha256(''),
      'x-acs-date': `${new Date(served.platform.clock.now()).toISOString().slice(0, 19)}Z`,
      'x-acs-signature-nonce': String(Math.random()),
      'x-acs-version': '2018-01-20',
      host: `127.0.0.1:${served.port}`,
    };
    const names = Object.keys(headers)
      .filter((name) => !unsigned.includes(name))
      .sort();
    const canonical = names.map((name) => `${name}:${headers[name]}\n`).join('');
    const request = `POST\n/\nGroupName=x\n${canonical}\n${names.join(';')}\n${sha256('')}`;
    const signature = createHmac('sha256', 'testsecret')
      .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
      .digest('hex');
    return {
      ...headers,
      authorization: `ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=${names.join(';')},Signature=${signature}`,
      accept: 'application/json',
      ...change,
    };
  }

  const post = (headers: Record<string, string>, query = 'GroupName=x', body?: string) =>
    send(`${served.url}/?${query}`, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });

  test('holds for the headers, the query string and the body', async () => {
    expect((await post(signed())).status).toBe(200);
    const mismatch = { Code: 'SignatureDoesNotMatch' };
    expect((await post(signed({ 'x-acs-action': 'DeleteDeviceGroup' }))).body).toMatchObject(mismatch);
    expect((await post(signed(), 'GroupName=y')).body).toMatchObject(mismatch);
    expect((await post(signed(), 'GroupName=x', 'PageSize=1')).body).toMatchObject(mismatch);
    expect((await post(signed({}, ['x-acs-action']))).body).toMatchObject({
      ...mismatch,
      Message: 'The header x-acs-action must be among the signed headers.',
    });
  });

  test.each([
    [{ authorization: 'ACS3-HMAC-SHA256 nonsense' }, 'InvalidAuthorization'],
    [{ 'x-acs-version': '2017-04-20' }, 'InvalidVersion'],
    [{ 'x-acs-date': 'yesterday' }, 'InvalidTimeStamp.Format'],
    [{ 'x-acs-date': '2018-07-31T07:43:57Z' }, 'InvalidTimeStamp.Expired'],
    [{ 'x-acs-content-sha256': '' }, 'MissingHeader'],
  ])('with %j is answered %s', async (change, code) => {
    expect((await post(signed(change))).body).toMatchObject({ Code: code });
  });

  test('may be used once', async () => {
    const headers = signed();
    expect((await post(headers)).status).toBe(200);
    expect((await post(headers)).body).toMatchObject({ Code: 'SignatureNonceUsed' });
  });
});
