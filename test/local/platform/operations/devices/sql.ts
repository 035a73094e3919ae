import { describe, expect, test } from 'vitest';
import type { Device } from '../../../../../local/platform/state/device.ts';
import { servePlatform } from '../../api-caller.ts';
import type { Effects } from '../../effects.ts';
import { named, Served } from './fixture.ts';

export function keepSql({ keeps }: Effects): void {
  describe('queries for devices by SQL', () => {
    const served = Served.forTests();
    let devices: Promise<Device[]> | undefined;

    /** Five devices of a product, each a second younger than the one before. */
    const fleet = () => {
      devices ??= (async () => {
        const { state } = served.platform;
        const { Data } = await served.must('CreateDeviceGroup', { GroupName: 'of_sql' });
        const group = state.groups.get(Data.GroupId);
        const made: Device[] = [];
        for (const index of [0, 1, 2, 3, 4]) {
          served.clock.advance(1_000);
          const Nickname = index === 1 ? 'Nick_one' : undefined;
          const device = await served.register({ DeviceName: `test-${index}`, Nickname });
          if (index !== 4) state.devices.setTag(device, 'color', index % 2 === 0 ? 'red' : 'blue');
          if (index < 2 && group !== undefined) state.groups.join(device, group);
          made.push(device);
        }
        const [zero, one, two] = made;
        if (!zero || !one || !two) throw new Error('Too few.');
        // The last registered is activated first.
        for (const device of [two, one, zero]) {
          served.clock.advance(1_000);
          const line = served.line(device).connect();
          line.send(`/ota/device/inform${line.path}`, {
            id: '1',
            params: { version: `1.${made.indexOf(device)}` },
          });
          if (device === zero) {
            line.send(`/ota/device/inform${line.path}`, {
              id: '1',
              params: { version: '7.0', module: 'camera' },
            });
          }
          if (device !== two) line.disconnect();
        }
        return made;
      })();
      return devices;
    };

    const query = async (sql: string) => await served.must('QueryDeviceBySQL', { SQL: sql });
    /** The numbers of the devices that meet the conditions, in their order. */
    const found = async (rest: string, selection = '*') => {
      await fleet();
      const { Data } = await query(
        `SELECT ${selection} FROM device WHERE ${rest.replaceAll('PK', served.ProductKey)}`,
      );
      const all = await fleet();
      return Data.map(({ IotId }: { IotId: string }) => all.findIndex(({ iotId }) => iotId === IotId));
    };
    const refused = async (sql: string) => {
      const { body } = await served.call('QueryDeviceBySQL', { SQL: sql });
      expect(body['Success']).toBe(false);
      return [body['Code'], /character (\d+)/.exec(body['ErrorMessage'])?.[1]];
    };

    keeps(
      'all fields of a device come by their names, and what it has none of is left out',
      {
        QueryDeviceBySQL: [
          'Read-only',
          'SELECT takes',
          'iot_id is returned',
          'The response names',
          'In the sample',
          'Field product_key',
          'Field iot_id',
          'Field name',
          'Field active_time',
          'Field nickname',
          'Field gmt_create',
          'Field gmt_modified',
          'Field status',
        ],
      },
      async () => {
        const [zero, one] = await fleet();
        if (!zero || !one) throw new Error('Too few.');
        const local = (time: number | undefined) =>
          time && new Date(time + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, -1);
        const { Data } = await query(`SELECT * FROM device WHERE iot_id = "${zero.iotId}"`);
        expect(Data).toEqual([
          {
            IotId: zero.iotId,
            ...named(zero),
            Status: 'OFFLINE',
            ActiveTime: local(zero.activatedAt),
            GmtCreate: local(zero.createdAt),
            GmtModified: local(zero.modifiedAt),
            Groups: [...(zero.groups ?? [])].map(({ groupId }) => ({ GroupId: groupId })),
            Tags: [{ TagName: 'color', TagValue: 'red' }],
            OTAModules: [
              { ModuleName: 'default', FirmwareVersion: '1.0' },
              { ModuleName: 'camera', FirmwareVersion: '7.0' },
            ],
          },
        ]);
        const bare = await query('SELECT * FROM device WHERE name = "test-4"');
        expect(Object.keys(bare.Data[0]).sort()).toEqual(
          ['IotId', 'ProductKey', 'DeviceName', 'Status', 'GmtCreate', 'GmtModified'].sort(),
        );
        const some = await query(
          'SELECT name, status, tag.tag_value FROM device WHERE nickname = "Nick_one"',
        );
        expect(some.Data).toEqual([
          { IotId: one.iotId, DeviceName: 'test-1', Status: 'OFFLINE', Tags: [{ TagValue: 'blue' }] },
        ]);
      },
    );

    keeps(
      'conditions are met by indexes and by looking, joined by AND and OR',
      {
        QueryDeviceBySQL: [
          'Grammar',
          'SELECT and WHERE clauses',
          'The only table',
          'Keywords appear',
          'Text values stand',
          'Operator = works',
          'Operator != works',
          'Operator > works',
          'Operator < works',
          'Operator LIKE works',
          'With = and !=',
          'LIKE matches prefixes',
          'Field group.group_id',
          'Field tag.tag_name',
          'Field tag.tag_value',
          'Field ota_module.module_name',
          'Field ota_module.firmware_version',
        ],
      },
      async () => {
        const all = await fleet();
        const created = (index: number) =>
          new Date((all[index]?.createdAt ?? 0) + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, -1);
        const [group] = [...(all[0]?.groups ?? [])];
        const cases: readonly [conditions: string, expected: readonly number[]][] = [
          ['product_key = "PK"', [0, 1, 2, 3, 4]],
          ['product_key != "PK"', []],
          ['product_key LIKE "a1test%"', [0, 1, 2, 3, 4]],
          ['product_key = "PK" and status = "ONLINE"', [2]],
          ['status != "UNACTIVE"', [0, 1, 2]],
          ['status LIKE "UNAC%"', [3, 4]],
          ['name = "test-3"', [3]],
          ['name != "test-3" AND product_key = "PK"', [0, 1, 2, 4]],
          ['name like "test%"', [0, 1, 2, 3, 4]],
          ['nickname LIKE "Nick%"', [1]],
          ['nickname != "Nick_one"', [0, 2, 3, 4]],
          ['nickname = null', [0, 2, 3, 4]],
          ['nickname != null', [1]],
          ['active_time = null', [3, 4]],
          ['tag.tag_name = null', [4]],
          [`group.group_id = "${group?.groupId}"`, [0, 1]],
          [`group.group_id != "${group?.groupId}"`, [2, 3, 4]],
          [`group.group_id LIKE "${group?.groupId.slice(0, 5)}%"`, [0, 1]],
          ['tag.tag_name = "color"', [0, 1, 2, 3]],
          ['tag.tag_value = "red"', [0, 2]],
          ['tag.tag_name = "color" and tag.tag_value = "blue"', [1, 3]],
          ['tag.tag_name = "size" and tag.tag_value = "blue"', []],
          ['tag.tag_name LIKE "colo%" and tag.tag_value != "red"', [1, 3]],
          ['tag.tag_value != "red"', [1, 3, 4]],
          ['ota_module.firmware_version = "1.1"', [1]],
          ['ota_module.module_name = "camera" and ota_module.firmware_version = "7.0"', [0]],
          ['ota_module.module_name = "camera" and ota_module.firmware_version = "1.0"', []],
          ['ota_module.module_name = "camera" and ota_module.firmware_version != "1.0"', [0]],
          ['ota_module.firmware_version != "1.1"', [0, 2, 3, 4]],
          [`gmt_create > "${created(2)}"`, [3, 4]],
          [`gmt_create < "${created(2)}"`, [0, 1]],
          [`gmt_create = "${created(2)}"`, [2]],
          [`gmt_create != "${created(2)}"`, [0, 1, 3, 4]],
          ['active_time > "2000-01-01 00:00:00.000"', [0, 1, 2]],
          ['name = "test-0" or name = "test-3"', [0, 3]],
          ['name = "test-0" or tag.tag_value = "red" and status = "ONLINE"', [0, 2]],
          ['status = "ONLINE" and name LIKE "test%" or nickname LIKE "Nick%"', [1, 2]],
        ];
        for (const [conditions, expected] of cases) {
          expect([conditions, await found(conditions)]).toEqual([conditions, expected]);
        }
        const lower = await query(
          `select name from device where product_key="${served.ProductKey}"order by gmt_create`,
        );
        expect(lower.Data).toHaveLength(5);
      },
    );

    keeps(
      'the rows are counted instead, when that is asked for',
      { QueryDeviceBySQL: 'With count(*)' },
      async () => {
        await fleet();
        const count = async (conditions: string) => {
          const { TotalCount, Data } = await query(`SELECT count(*) FROM device WHERE ${conditions}`);
          expect(Data).toBeUndefined();
          return TotalCount;
        };
        expect(await count('tag.tag_value = "red"')).toBe(2);
        expect(await count('name LIKE "test%" and nickname = null limit 1')).toBe(4);
        expect(await count('name = "nobody"')).toBe(0);
      },
    );

    keeps(
      'rows are sorted by a time, one without it last, and cut to a page',
      {
        QueryDeviceBySQL: [
          'ORDER BY sorts',
          'Without ORDER BY',
          'limit k returns',
          'limit n,k',
          'Without a LIMIT',
        ],
      },
      async () => {
        const pk = 'product_key = "PK"';
        expect(await found(`${pk} order by active_time`)).toEqual([2, 1, 0, 3, 4]);
        expect(await found(`${pk} order by gmt_create`)).toEqual([0, 1, 2, 3, 4]);
        expect(await found(`${pk} order by gmt_modified`)).toEqual([3, 4, 2, 1, 0]);
        expect(await found(`${pk} order by active_time limit 1,2`)).toEqual([1, 0]);
        expect(await found(`${pk} limit 3`)).toEqual([0, 1, 2]);
        expect(await found(`${pk} limit 3, 50`)).toEqual([3, 4]);
        expect(await found(`${pk} and name LIKE "test%" LIMIT 1,2`)).toEqual([1, 2]);
        expect(await found(`${pk} limit 9999,1`)).toEqual([]);
        const many = served.newProduct();
        await served.must('BatchRegisterDevice', { ProductKey: many.productKey, Count: 60 });
        served.clock.advance(60_000);
        const { Data } = await query(`SELECT * FROM device WHERE product_key = "${many.productKey}"`);
        expect(Data).toHaveLength(20);
        const fifty = await query(`SELECT * FROM device WHERE product_key = "${many.productKey}" limit 50`);
        expect(fifty.Data).toHaveLength(50);
      },
    );

    const some = 'SELECT * FROM device WHERE';
    const five = Array.from({ length: 5 }, () => 'name = "abcd"').join(' and ');
    const cases: readonly [sql: string, code: string, character: string | undefined][] = [
      ['', 'iot.devicesearch.InvalidSQLError', undefined],
      [`${some} name = "${'a'.repeat(400)}"`, 'iot.devicesearch.InvalidSQLError', undefined],
      ['DELETE FROM device', 'iot.devicesearch.InvalidSQLError', '1'],
      ['SELECT * FROM device', 'iot.devicesearch.InvalidSQLError', '21'],
      ['SELECT * FROM device LIMIT 10', 'iot.devicesearch.InvalidSQLError', '22'],
      ['SELECT FROM device WHERE name = "abcd"', 'iot.devicesearch.InvalidSQLParamError', '8'],
      ['SELECT * FROM devices WHERE name = "abcd"', 'iot.devicesearch.InvalidSQLParamError', '15'],
      [`${some} (name = "abcd")`, 'iot.devicesearch.InvalidSQLParamError', '28'],
      [`${some} not name = "abcd"`, 'iot.devicesearch.InvalidSQLParamError', '32'],
      [`${some} name >= "abcd"`, 'iot.devicesearch.InvalidSQLParamError', '34'],
      [`${some} name <> "abcd"`, 'iot.devicesearch.InvalidSQLParamError', '34'],
      [`${some} name in ("abcd")`, 'iot.devicesearch.InvalidSQLParamError', '33'],
      [`${some} name between "a" and "b"`, 'iot.devicesearch.InvalidSQLParamError', '33'],
      [`${some} nickname is null`, 'iot.devicesearch.InvalidSQLParamError', '37'],
      [`${some} name = 'abcd'`, 'iot.devicesearch.InvalidSQLParamError', '35'],
      [`${some} name = "abcd`, 'iot.devicesearch.InvalidSQLParamError', '35'],
      [`${some} name = "abcd" group by name`, 'iot.devicesearch.InvalidSQLParamError', '42'],
      [`${some} name = "abcd" order by gmt_create desc`, 'iot.devicesearch.InvalidSQLParamError', '62'],
      [`${some} name = "abcd" limit 10 order by gmt_create`, 'iot.devicesearch.InvalidSQLParamError', '51'],
      [`${some} name = "abcd" limit -1`, 'iot.devicesearch.InvalidSQLParamError', '48'],
      [`${some} name = "abcd";`, 'iot.devicesearch.InvalidSQLParamError', '41'],
      [`${some} nam = "abcd"`, 'iot.devicesearch.InvalidSQLFieldError', '28'],
      ['SELECT nam FROM device WHERE name = "abcd"', 'iot.devicesearch.InvalidSQLFieldError', '8'],
      [`${some} toString = "abcd"`, 'iot.devicesearch.InvalidSQLFieldError', '28'],
      [`${some} ota_module.module_name = "default"`, 'iot.devicesearch.InvalidSQLFieldError', '28'],
      [`${some} ${five} or name = "abcd"`, 'iot.devicesearch.InvalidSQLConditionError', '117'],
      [`${some} status > "ONLINE"`, 'iot.devicesearch.InvalidSQLOperatorTypeError', '35'],
      [`${some} gmt_create LIKE "2030%"`, 'iot.devicesearch.InvalidSQLOperatorTypeError', '39'],
      [`${some} gmt_create > "2030-01-01"`, 'iot.devicesearch.InvalidSQLParamError', '41'],
      [`${some} gmt_create > "2030-02-30 00:00:00.000"`, 'iot.devicesearch.InvalidSQLParamError', '41'],
      [`${some} gmt_create > null`, 'iot.devicesearch.InvalidSQLParamError', '41'],
      [`${some} name = "abcd" order by name`, 'iot.devicesearch.InvalidSQLOrderError', '51'],
      [`${some} name = "abcd" limit 51`, 'iot.devicesearch.InvalidSQLOffsetError', '48'],
      [`${some} name = "abcd" limit 0`, 'iot.devicesearch.InvalidSQLOffsetError', '48'],
      [`${some} name = "abcd" limit 9951,50`, 'iot.devicesearch.InvalidSQLOffsetError', '48'],
      [`${some} name LIKE "abcd"`, 'iot.devicesearch.InvalidSQLParamError', '38'],
      [`${some} name LIKE "%abcd"`, 'iot.devicesearch.InvalidSQLParamError', '38'],
      [`${some} name LIKE "ab%cd%"`, 'iot.devicesearch.InvalidSQLParamError', '38'],
      [`${some} name LIKE "abc%"`, 'iot.device.FuzzyRuntimeSearchMinLengthLimit', '38'],
      ...[...String.raw`\/&+-!():~{}*?`].map((character): [string, string, string] => [
        `${some} name LIKE "abcd${character}%"`,
        'iot.devicesearch.InvalidSQLParamError',
        '38',
      ]),
    ];

    keeps(
      'a mistake is told with its character and with its own code',
      {
        QueryDeviceBySQL: [
          'WHERE takes up to five',
          'Up to five logical',
          'No other operators',
          'A LIKE prefix may not',
        ],
      },
      async () => {
        for (const [sql, code, character] of cases) {
          expect([sql, ...(await refused(sql))]).toEqual([sql, code, character]);
        }
        expect(await found(five)).toEqual([]);
      },
    );

    test('what would be right is said', async () => {
      const { body } = await served.call('QueryDeviceBySQL', { SQL: `${some} name = "abcd" limt 10` });
      expect(body['ErrorMessage']).toBe(
        'SQL, character 42 ("limt 10"): expected AND, OR, ORDER BY, LIMIT or the end.',
      );
    });

    keeps('queries are offered in four regions only', { QueryDeviceBySQL: 'Works only for' }, async () => {
      const regions = { 'ap-northeast-1': true, 'cn-beijing': true, 'eu-central-1': false };
      for (const [regionId, offered] of Object.entries(regions)) {
        const elsewhere = await servePlatform({ regionId });
        const { body } = await elsewhere.call('QueryDeviceBySQL', {
          SQL: `${some} name = "abcd"`,
          RegionId: regionId,
        });
        await elsewhere.close();
        expect([regionId, body['Code']]).toEqual([
          regionId,
          offered ? '' : 'iot.common.APINotSupportedInInstance',
        ]);
      }
    });
  });
}
