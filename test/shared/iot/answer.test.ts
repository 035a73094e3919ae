import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../shared/iot/answer.ts';

describe('readAnswer', () => {
  it('reads a success', () => {
    const body = '{"RequestId":"57b1","Success":true,"Data":{"Status":"ONLINE"}}';
    expect(readAnswer(200, body)).toEqual({
      success: true,
      code: undefined,
      message: undefined,
      requestId: '57b1',
      fields: { RequestId: '57b1', Success: true, Data: { Status: 'ONLINE' } },
    });
  });

  it('reads what an operation refuses, with either kind of status', () => {
    const body =
      '{"RequestId":"57b1","Success":false,"Code":"iot.prod.NotExistedProduct","ErrorMessage":"No."}';
    const refusal = { success: false, code: 'iot.prod.NotExistedProduct', message: 'No.', requestId: '57b1' };
    expect(readAnswer(200, body)).toMatchObject(refusal);
    expect(readAnswer(400, body)).toMatchObject(refusal);
  });

  it('reads what the gateway refuses', () => {
    const body = '{"RequestId":"8906","Code":"UnsupportedOperation","Message":"Not supported."}';
    expect(readAnswer(400, body)).toMatchObject({
      success: false,
      code: 'UnsupportedOperation',
      message: 'Not supported.',
      requestId: '8906',
    });
  });

  it('reads the names that one operation writes in lower case', () => {
    const body = '{"requestId":"67af","success":true,"code":"","errorMessage":null,"PageSize":10}';
    expect(readAnswer(200, body)).toMatchObject({ success: true, code: undefined, requestId: '67af' });
    expect(
      readAnswer(200, '{"requestId":"1","success":false,"code":"iot.x","errorMessage":"No."}'),
    ).toMatchObject({
      success: false,
      code: 'iot.x',
      message: 'No.',
    });
  });

  it('takes an answer that does not say whether for a success, unless it has a code', () => {
    expect(readAnswer(200, '{"RequestId":"1"}')?.success).toBe(true);
    expect(readAnswer(200, '{"RequestId":"1","Code":"iot.x"}')?.success).toBe(false);
  });

  it('never takes another status than 2xx for a success', () => {
    expect(readAnswer(500, '{"Success":true}')?.success).toBe(false);
    expect(readAnswer(302, '{}')?.success).toBe(false);
  });

  it.each(['<html></html>', '', 'null', '[1]', '"text"', '{"cut":'])('takes %j for no answer', (body) => {
    expect(readAnswer(200, body)).toBeUndefined();
  });

  it('keeps every digit of a whole number, as text when a number cannot', () => {
    const body = String.raw`{"MessageId":889455942124347329,"Ids":[-9007199254740993,12],"Time":1516517974638,
      "Exact":9007199254740991,"Fraction":1.12345678901234567,"Great":1234567890123456e3,
      "Text":"id 1234567890123456789, \"1234567890123456789\""}`;
    expect(readAnswer(200, body)?.fields).toEqual({
      MessageId: '889455942124347329',
      Ids: ['-9007199254740993', 12],
      Time: 1516517974638,
      Exact: 9007199254740991,
      Fraction: 1.1234567890123457,
      Great: 1234567890123456000,
      Text: 'id 1234567890123456789, "1234567890123456789"',
    });
  });
});
