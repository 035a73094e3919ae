import type { Consumer, Delivery } from '../../../../../local/platform/consumer-group.ts';
import type { Destination, DestinationType } from '../../../../../local/platform/rules-engine/destination.ts';
import type { RuleDelivery } from '../../../../../local/platform/state/rules.ts';
import type { Parameters, ServedPlatform } from '../../api-caller.ts';

const role = (service: string) => ({
  roleArn: `acs:ram::1234567890123456:role/aliyuniotaccessing${service.toLowerCase()}role`,
  roleName: `AliyunIOTAccessing${service}Role`,
});

/** A configuration of each type, as the guide's examples have them. */
export const configurations = {
  REPUBLISH: { topic: '/a1none/lamp/user/get', topicType: 1 },
  AMQP: { groupId: 'DEFAULT_GROUP' },
  MNS: { themeName: 'mns-test-topic1', regionName: 'cn-shanghai', role: role('MNS') },
  FC: {
    regionName: 'cn-shanghai',
    role: role('FC'),
    functionName: 'weatherForecast',
    serviceName: 'weather',
  },
  OTS: {
    instanceName: 'testaaa',
    tableName: 'tt',
    primaryKeys: [
      { columnType: 'STRING', columnName: 'ttt', columnValue: '${tt}', option: '' },
      { columnType: 'INTEGER', columnName: 'id', columnValue: '', option: 'AUTO_INCREMENT' },
    ],
    regionName: 'cn-shanghai',
    role: role('OTS'),
  },
  DATAHUB: {
    schemaVals: [
      { name: 'devicename', value: '${deviceName}', type: 'STRING' },
      { name: 'msgtime', value: '${msgTime}', type: 'TIMESTAMP' },
    ],
    role: role('DataHub'),
    projectName: 'iot_datahub_stream',
    topicName: 'device_message',
    regionName: 'cn-shanghai',
  },
  ONS: {
    instanceId: 'MQ_INST_1231579085520000_XXXXXX',
    topic: 'aliyun-iot-XXXXX',
    regionName: 'cn-hangzhou',
    role: role('ONS'),
  },
} satisfies Record<DestinationType, object>;

let made = 0;

/** Makes and calls rules of a platform. */
export class RuleCaller {
  readonly served: ServedPlatform;

  constructor(served: ServedPlatform) {
    this.served = served;
  }

  /** Makes a rule; gives its ID. */
  async create(parameters: Parameters = {}): Promise<number> {
    made += 1;
    return (await this.served.must('CreateRule', { Name: `rule_${made}`, ...parameters }))['RuleId'];
  }

  /** Adds an action to a rule; gives its ID. */
  async act(
    RuleId: number,
    Type: Destination['type'],
    configuration: object,
    forErrors = false,
  ): Promise<number> {
    const Configuration = JSON.stringify(configuration);
    const parameters = { RuleId, Type, Configuration, ErrorActionFlag: forErrors };
    return (await this.served.must('CreateRuleAction', parameters))['ActionId'];
  }

  /** Makes a rule with one action and starts it; gives its ID. */
  async run(parameters: Parameters, Type: Destination['type'], configuration: object): Promise<number> {
    const RuleId = await this.create({ Select: '*', ...parameters });
    await this.act(RuleId, Type, configuration);
    await this.served.must('StartRule', { RuleId });
    return RuleId;
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  async get(RuleId: number): Promise<any> {
    return (await this.served.must('GetRule', { RuleId }))['RuleInfo'];
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  async actions(RuleId: number): Promise<any[]> {
    return (await this.served.must('ListRuleActions', { RuleId })).RuleActionList.RuleActionInfo;
  }

  /** What a rule forwarded and could not, the oldest first. */
  deliveries(RuleId: number): RuleDelivery[] {
    return this.served.platform.state.rules.deliveries.filter(({ ruleId }) => ruleId === RuleId);
  }

  /** The data that a rule forwarded, as JSON. */
  data(RuleId: number): unknown[] {
    return this.deliveries(RuleId).map(({ payload }) => JSON.parse(payload.toString()));
  }
}

/** A client of a consumer group that keeps what it takes. */
export class TestConsumer implements Consumer {
  readonly clientId = 'client-1';
  readonly since = 0;
  readonly clientIp = '192.0.2.1:5000';
  readonly taken: Delivery[] = [];

  room(): number {
    return 100;
  }

  take(delivery: Delivery): void {
    this.taken.push(delivery);
    delivery.settle('consumed');
  }

  drop(): void {}
}
