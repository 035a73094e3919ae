import { describe, expect, it } from 'vitest';
import { IotError, secretValues, withoutSecrets } from '../../../shared/iot/errors.ts';
import { encodeParameter, percentEncode } from '../../../shared/iot/signature.ts';

describe('IotError', () => {
  it('says the operation, the code, the reason and the request id', () => {
    const error = new IotError({
      operation: 'DisableThing',
      code: 'iot.device.NotExistedDevice',
      reason: 'The device does not exist.',
      requestId: '57B144CF-09FC-4916-A272-A62902D5B207',
      httpStatus: 200,
      attempts: 1,
    });
    expect(error.message).toBe(
      'DisableThing: iot.device.NotExistedDevice — The device does not exist. (request id 57B144CF-09FC-4916-A272-A62902D5B207)',
    );
    expect(error).toMatchObject({
      name: 'IotError',
      operation: 'DisableThing',
      code: 'iot.device.NotExistedDevice',
      requestId: '57B144CF-09FC-4916-A272-A62902D5B207',
      httpStatus: 200,
      attempts: 1,
      retryable: false,
      outcomeUnknown: false,
    });
  });

  it("brings the catalogue's hint", () => {
    const { hint } = new IotError({ operation: 'Pub', code: 'iot.device.NotExistedDevice', reason: '' });
    expect(hint?.description).toContain('device');
    expect(hint?.solution).not.toBe('');
    expect(new IotError({ operation: 'Pub', code: 'Client.Timeout', reason: '' }).hint).toBeUndefined();
  });

  it('leaves the request id out when no answer came', () => {
    const error = new IotError({
      operation: 'Pub',
      code: 'Client.Timeout',
      reason: 'no answer came in time',
    });
    expect(error.message).toBe('Pub: Client.Timeout — no answer came in time');
  });
});

describe('withoutSecrets', () => {
  it('finds a secret however often it is encoded', () => {
    const secret = 'CAIS+/token=';
    const once = percentEncode(secret);
    const text = `raw ${secret}, encoded ${once}, signed ${percentEncode(once)}`;
    expect(withoutSecrets(text, [secret])).toBe('raw [secret], encoded [secret], signed [secret]');
  });

  it('leaves out the text that the platform signed', () => {
    const text = 'Not matched. server string to sign is:POST&%2F&AccessKeyId%3Dtestid%26Action%3DPub (again)';
    expect(withoutSecrets(text, [])).toBe('Not matched. server string to sign is:[the signed text] (again)');
  });

  it('leaves ordinary words whole', () => {
    expect(withoutSecrets('a banana', ['a', ''])).toBe('a banana');
  });
});

describe('secretValues', () => {
  it('are the values of the parameters that are named so', () => {
    const parameters = {
      ProductKey: 'a1B',
      AppKey: 's=1 &',
      'TopoAddItem.2.Sign': 's2',
      'TopoAddItem.2.SignMethod': 'hmacmd5',
      PinCode: 's3',
    };
    const encoded = Object.entries(parameters).map(([name, value]) => encodeParameter(name, value));
    expect(secretValues(encoded)).toEqual(['s=1 &', 's2', 's3']);
  });
});
