import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnsweredCall } from '../../../../local/platform/api/gateway.ts';
import { createApiServer } from '../../../../local/platform/api/server.ts';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { serve } from '../../../../local/platform/operation.ts';
import { servedOperations } from '../../../../local/platform/operations/index.ts';
import { type RamPolicy, ramPolicy } from '../../../../local/platform/ram-policy.ts';
import { DeleteDeviceGroup } from '../../../../shared/iot/operations/groups.ts';
import {
  formBody,
  models,
  newDevice,
  newProduct,
  type Parameters,
  type ServedPlatform,
  send,
  servePlatform,
  signedForm,
} from '../api-caller.ts';

const minute = 60_000;
const clock = new DrivenClock(Date.now());
let served: ServedPlatform;

beforeAll(async () => {
  served = await servePlatform({ clock });
});
afterAll(() => served.close());

const xml = new XMLParser({ parseTagValue: false });

describe('a call is turned away', () => {
  const ago = (milliseconds: number) => `${new Date(clock.now() - milliseconds).toISOString().slice(0, 19)}Z`;
  const table: readonly [string, Parameters, number, string][] = [
    ['without an Action', { Action: undefined }, 400, 'MissingAction'],
    ['with an empty Action', { Action: '' }, 400, 'MissingAction'],
    ['without a Version', { Version: undefined }, 400, 'MissingVersion'],
    ['with another Version', { Version: '2017-04-20' }, 400, 'InvalidVersion'],
    ['without an AccessKeyId', { AccessKeyId: undefined }, 400, 'MissingAccessKeyId'],
    ['with an unknown AccessKeyId', { AccessKeyId: 'nobody' }, 404, 'InvalidAccessKeyId.NotFound'],
    ['without a SignatureMethod', { SignatureMethod: undefined }, 400, 'MissingSignatureMethod'],
    ['with another SignatureMethod', { SignatureMethod: 'HMAC-SHA256' }, 400, 'InvalidSignatureMethod'],
    ['without a SignatureVersion', { SignatureVersion: undefined }, 400, 'MissingSignatureVersion'],
    ['with another SignatureVersion', { SignatureVersion: '2.0' }, 400, 'InvalidSignatureVersion'],
    ['without a Timestamp', { Timestamp: undefined }, 400, 'MissingTimestamp'],
    ['with a Timestamp of another form', { Timestamp: '1700000000' }, 400, 'InvalidTimeStamp.Format'],
    [
      'with a Timestamp that is no time',
      { Timestamp: '2030-13-01T00:00:00Z' },
      400,
      'InvalidTimeStamp.Format',
    ],
    ['with a Timestamp 16 minutes old', { Timestamp: ago(16 * minute) }, 400, 'InvalidTimeStamp.Expired'],
    ['with a Timestamp 16 minutes ahead', { Timestamp: ago(-16 * minute) }, 400, 'InvalidTimeStamp.Expired'],
    ['without a SignatureNonce', { SignatureNonce: undefined }, 400, 'MissingSignatureNonce'],
    ['with a very long SignatureNonce', { SignatureNonce: 'n'.repeat(129) }, 400, 'InvalidSignatureNonce'],
    ['without a Signature', { Signature: undefined }, 400, 'MissingSignature'],
    ['with a Format that is none', { Format: 'YAML' }, 400, 'InvalidFormat'],
    ['for another region', { RegionId: 'ap-southeast-1' }, 400, 'InvalidRegionId'],
    ['for an operation that there is none of', { Action: 'MakeCoffee' }, 400, 'UnsupportedOperation'],
    ['for the name of a property', { Action: 'constructor' }, 400, 'UnsupportedOperation'],
    ['with a number that is none', { PageSize: 'many' }, 200, 'iot.common.InvalidPageParams'],
  ];

  test.each(table)('%s', async (_, parameters, status, code) => {
    const answer = await served.call('QueryDeviceGroupList', parameters);
    const told = answer.text.startsWith('{') ? answer.body : xml.parse(answer.text).Error;
    expect({ status: answer.status, code: told.Code }).toEqual({ status, code });
    expect(told.RequestId).toMatch(/^[0-9A-F]{8}-[0-9A-F-]{27}$/);
    expect(answer.headers.get('date')).toEqual(expect.any(String));
  });

  test('for an operation that the guide has, and the local platform does not yet', async () => {
    const missing = new Set(['Imaginary']);
    const server = createApiServer(served.platform, { operations: servedOperations, documented: missing });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const form = signedForm(clock, 'POST', { Action: 'Imaginary' });
    const { body } = await send(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      formBody('POST', form),
    );
    expect(body).toMatchObject({
      Code: 'NotOnLocalPlatformYet',
      Message: 'Imaginary is not on the local platform yet.',
    });
    server.close();
    server.closeAllConnections();
  });

  test('with a nonce that was used, for as long as its Timestamp could be good', async () => {
    const now = await servePlatform({ clock });
    const code = async () => {
      const { body } = await now.call('QueryDeviceGroupList', { SignatureNonce: 'twice' });
      return body['Code'];
    };
    expect(await code()).toBe('');
    expect(await code()).toBe('SignatureNonceUsed');
    clock.advance(29 * minute);
    expect(await code()).toBe('SignatureNonceUsed');
    clock.advance(60 * minute);
    expect(await code()).toBe('');
    await now.close();
  });

  test('but a nonce does not count as used by a call whose signature is wrong', async () => {
    const SignatureNonce = 'once';
    await served.call('QueryDeviceGroupList', { SignatureNonce }, { secret: 'wrong' });
    expect((await served.call('QueryDeviceGroupList', { SignatureNonce })).body['Code']).toBe('');
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS'])('by the method %s', async (method) => {
    const answer = await send(`${served.url}/`, { method });
    expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({
      status: 405,
      allow: 'GET, POST',
    });
    expect(xml.parse(answer.text).Error.Code).toBe('UnsupportedHTTPMethod');
  });

  test.each([
    ['?Action=Pub&Action=Pub', 'InvalidParameter', 'Action is given twice; give it once.'],
    ['?Action=%zz', 'InvalidParameter', 'Action in the query string is not percent-encoded UTF-8.'],
    ['?Action=%ff', 'InvalidParameter', 'Action in the query string is not percent-encoded UTF-8.'],
    ['?%=1', 'InvalidParameter', 'A parameter name in the query string is not percent-encoded UTF-8.'],
    ['elsewhere?Action=Pub', 'InvalidPath', 'The API is served at the path / alone.'],
  ])('at /%s', async (path, Code, Message) => {
    const { text } = await send(`${served.url}/${path}`, {});
    expect(xml.parse(text).Error).toMatchObject({ Code, Message });
  });

  test('with a body that is no form, or not UTF-8, or repeats the query string', async () => {
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect(await send(`${served.url}/`, json)).toMatchObject({ status: 415 });
    const bytes = { ...formBody('POST', ''), body: new Uint8Array([0x41, 0x3d, 0xff]) };
    const notText = await send(`${served.url}/`, bytes);
    expect(xml.parse(notText.text).Error.Message).toBe('The body holds bytes that are not UTF-8.');
    const twice = await send(`${served.url}/?Action=Pub`, formBody('POST', 'Action=Pub'));
    expect(xml.parse(twice.text).Error.Message).toBe('Action is given twice; give it once.');
  });
});

describe('temporary credentials', () => {
  const call = (parameters: Parameters) =>
    served.call('QueryDeviceGroupList', { AccessKeyId: 'STS.role', ...parameters }, { secret: 'rolesecret' });

  test('are good with their security token, and for their time', async () => {
    const { accessKeys } = served.platform.account;
    accessKeys.add('STS.role', 'rolesecret', { securityToken: 'token', expiresAt: clock.now() + minute });
    const code = async (parameters: Parameters) => (await call(parameters)).body['Code'];
    expect(await code({})).toBe('MissingSecurityToken');
    expect(await code({ SecurityToken: 'another' })).toBe('InvalidSecurityToken.MismatchWithAccessKey');
    expect(await code({ SecurityToken: 'token' })).toBe('');
    expect(accessKeys.secretOf('STS.role', 'token')).toBe('rolesecret');
    expect(accessKeys.secretOf('STS.role', undefined)).toBeUndefined();
    clock.advance(minute);
    expect(await code({ SecurityToken: 'token' })).toBe('InvalidSecurityToken.Expired');
    expect(accessKeys.secretOf('STS.role', 'token')).toBeUndefined();
    accessKeys.forgetExpired();
    expect(await code({ SecurityToken: 'token' })).toBe('InvalidAccessKeyId.NotFound');
  });
});

describe('a RAM policy', () => {
  const policy = (...Statement: object[]) => ramPolicy.parse({ Version: '1', Statement });
  const groups = { Effect: 'Allow', Action: ['iot:*DeviceGroup', 'iot:QueryDeviceGroupList'], Resource: '*' };

  function callWith(limits: RamPolicy) {
    const { accessKeyId, accessKeySecret, securityToken } = served.platform.account.accessKeys.issue(
      limits,
      minute,
    );
    return (action: string, parameters: Parameters = {}) =>
      served.call(
        action,
        { AccessKeyId: accessKeyId, SecurityToken: securityToken, ...parameters },
        { secret: accessKeySecret },
      );
  }

  test('lets its holder call what it allows, and nothing else, which has no effect', async () => {
    const call = callWith(policy(groups));
    expect((await call('CreateDeviceGroup', { GroupName: 'of_a_role' })).body['Success']).toBe(true);
    const product = newProduct(served.platform);
    const device = newDevice(served.platform, product, 'limited');
    const disable = { ProductKey: product.productKey, DeviceName: device.deviceName };
    expect(await call('DisableThing', disable)).toMatchObject({
      status: 403,
      body: { Code: 'Forbidden.RAM', Message: expect.stringContaining('not authorized') },
    });
    expect(device.disabled).toBe(false);
    await served.must('DisableThing', disable);
  });

  test('withholds what it denies, though it allows all', async () => {
    const call = callWith(
      policy(
        { Effect: 'Allow', Action: 'iot:*', Resource: '*' },
        { Effect: 'Deny', Action: 'iot:Disable*', Resource: '*' },
      ),
    );
    expect((await call('QueryDeviceGroupList')).status).toBe(200);
    expect((await call('DisableThing')).body['Code']).toBe('Forbidden.RAM');
  });

  test('is asked once it is sure who calls, and before the instance and the parameters are looked at', async () => {
    const call = callWith(policy(groups));
    expect((await call('DisableThing', { SecurityToken: undefined })).body['Code']).toBe(
      'MissingSecurityToken',
    );
    expect((await call('DisableThing', { Signature: 'x' })).body['Code']).toBe('SignatureDoesNotMatch');
    expect((await call('NoSuchThing')).body['Code']).toBe('UnsupportedOperation');
    expect((await call('DisableThing', { IotInstanceId: 'iot-another', ProductKey: '' })).body['Code']).toBe(
      'Forbidden.RAM',
    );
  });

  test("holds for calls of the vendor's SDK, which signs in the headers", async () => {
    // The SDK goes by the machine's clock.
    const limited = await servePlatform();
    const { accessKeys } = limited.platform.account;
    accessKeys.add('limited', 'limitedsecret', undefined, policy(groups));
    const sdk = limited.sdk(undefined, { accessKeyId: 'limited', accessKeySecret: 'limitedsecret' });
    const listed = await sdk.queryDeviceGroupList(new models.QueryDeviceGroupListRequest({}));
    expect(listed.body?.success).toBe(true);
    await expect(sdk.disableThing(new models.DisableThingRequest({ iotId: 'x' }))).rejects.toMatchObject({
      code: 'Forbidden.RAM',
    });
    await limited.close();
  });
});

describe('the instance', () => {
  test('every operation is refused that names no instance, or that leaves out the one there is', async () => {
    const withId = await servePlatform({ clock, instanceId: 'iot-060a0001' });
    for (const operation of servedOperations.keys()) {
      const notFound = { status: 200, body: { Success: false, Code: 'iot.system.InstanceNotFound' } };
      expect(await withId.call(operation), operation).toMatchObject(notFound);
      expect(await withId.call(operation, { IotInstanceId: 'iot-another' }), operation).toMatchObject(
        notFound,
      );
      expect(await served.call(operation, { IotInstanceId: 'iot-another' }), operation).toMatchObject(
        notFound,
      );
    }
    const named = { IotInstanceId: 'iot-060a0001', GroupName: 'with_instance' };
    expect((await withId.call('CreateDeviceGroup', named)).body).toMatchObject({ Success: true });
    expect(
      (await served.call('CreateDeviceGroup', { IotInstanceId: '', GroupName: 'without' })).body,
    ).toMatchObject({
      Success: true,
    });
    await withId.close();
  });
});

describe('quotas', () => {
  test('an operation may be called so often a second, and again as time passes', async () => {
    const strict = await servePlatform({ clock, quota: true });
    const query = () => strict.call('QueryConsumerGroupList', { CurrentPage: 1 });
    for (let count = 0; count < 5; count++) expect((await query()).status).toBe(200);
    expect(await query()).toMatchObject({ status: 400, body: { Code: 'Throttling.User' } });
    expect((await strict.call('QueryConsumerGroupStatus', { GroupId: 'DEFAULT_GROUP' })).status).toBe(200);
    clock.advance(200);
    expect((await query()).status).toBe(200);
    expect((await query()).status).toBe(400);
    await strict.close();
  });

  test('can be turned off', async () => {
    for (let count = 0; count < 20; count++) await served.must('QueryConsumerGroupList', { CurrentPage: 1 });
  });
});

describe('an answer', () => {
  test('is XML unless JSON is asked for', async () => {
    const { status, headers, text } = await served.call('CreateDeviceGroup', {
      Format: undefined,
      GroupName: 'in_xml',
      GroupDesc: 'a < b & "c" \u0001中',
    });
    expect({ status, type: headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/xml;charset=utf-8',
    });
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?><CreateDeviceGroupResponse><Data>/);
    expect(xml.parse(text).CreateDeviceGroupResponse).toMatchObject({
      Data: { GroupName: 'in_xml', GroupDesc: 'a < b & "c" \uFFFD中' },
      RequestId: expect.any(String),
      Success: 'true',
    });
  });

  test("in XML has lists as the guide's samples have them", async () => {
    const tags = JSON.stringify([
      { tagKey: 'one', tagValue: '1' },
      { tagKey: 'two', tagValue: '2' },
    ]);
    const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'xml_lists' });
    await served.must('SetDeviceGroupTags', { GroupId: Data.GroupId, TagString: tags });
    const listed = await served.call('QueryDeviceGroupTagList', { Format: 'xml', GroupId: Data.GroupId });
    expect(listed.text).toContain(
      '<Data><GroupTagInfo><TagKey>one</TagKey><TagValue>1</TagValue></GroupTagInfo>' +
        '<GroupTagInfo><TagKey>two</TagKey><TagValue>2</TagValue></GroupTagInfo></Data>',
    );
    const { productKey: ProductKey } = newProduct(served.platform);
    const of = { ProductKey, Type: 'AMQP' };
    const { GroupId } = await served.must('CreateConsumerGroup', { GroupName: 'xml_consumers' });
    await served.must('CreateSubscribeRelation', {
      ...of,
      DeviceDataFlag: true,
      'ConsumerGroupIds.1': 'DEFAULT_GROUP',
      'ConsumerGroupIds.2': GroupId,
    });
    const settings = await served.call('QuerySubscribeRelation', { ...of, Format: 'XML' });
    expect(settings.text).toContain(
      `<ConsumerGroupIds><e>DEFAULT_GROUP</e><e>${GroupId}</e></ConsumerGroupIds>`,
    );
  });

  test('to what an operation refuses has the code and says why, with status 200', async () => {
    const refused = await served.call('CreateDeviceGroup', { GroupName: 'a-b' });
    expect(refused).toMatchObject({ status: 200 });
    expect(refused.body).toEqual({
      RequestId: expect.any(String),
      Success: false,
      Code: 'iot.group.InvalidGroupName',
      ErrorMessage: expect.stringContaining('CreateDeviceGroup: GroupName '),
    });
    const inXml = await served.call('CreateDeviceGroup', { Format: 'XML', GroupName: 'a-b' });
    expect(xml.parse(inXml.text).CreateDeviceGroupResponse).toMatchObject({ Success: 'false' });
  });

  test('to what the platform itself got wrong tells nothing of it, and the platform goes on', async () => {
    const told: unknown[] = [];
    const broken = serve(DeleteDeviceGroup, {}, () => {
      throw new TypeError('cannot read the secret of undefined');
    });
    const server = createApiServer(served.platform, {
      operations: new Map([['DeleteDeviceGroup', broken]]),
      documented: new Set(),
      onInternalError: (error, operation) => told.push([operation, error]),
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let count = 0; count < 2; count++) {
      const form = signedForm(clock, 'POST', { Action: 'DeleteDeviceGroup', GroupId: 'x' });
      const { status, body } = await send(url, formBody('POST', form));
      expect({ status, body }).toEqual({
        status: 500,
        body: {
          RequestId: expect.any(String),
          Code: 'InternalError',
          Message: expect.not.stringContaining('secret'),
        },
      });
    }
    expect(told).toEqual([
      ['DeleteDeviceGroup', expect.any(TypeError)],
      ['DeleteDeviceGroup', expect.any(TypeError)],
    ]);
    server.close();
    server.closeAllConnections();
  });
});

test('whoever asks for it is told of each call, who made it and how it ended', async () => {
  const calls: AnsweredCall[] = [];
  const listening = await servePlatform({ clock, onCall: (call) => calls.push(call) });
  for (const GroupName of ['hall', 'hall']) {
    await send(
      listening.url,
      formBody('POST', signedForm(clock, 'POST', { Action: 'CreateDeviceGroup', GroupName })),
    );
  }
  await send(listening.url, formBody('POST', signedForm(clock, 'POST', { Action: 'MakeCoffee' })));
  expect(calls).toEqual([
    { operation: 'CreateDeviceGroup', accessKeyId: 'testid', code: '' },
    { operation: 'CreateDeviceGroup', accessKeyId: 'testid', code: 'iot.group.GroupNameExisted' },
    { operation: 'MakeCoffee', accessKeyId: 'testid', code: 'UnsupportedOperation' },
  ]);
  await listening.close();
});
