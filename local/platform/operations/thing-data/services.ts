import * as z from 'zod/mini';
import { InvokeThingService, InvokeThingsService } from '../../../../shared/iot/operations/thing-data.ts';
import { topicOf } from '../../device/identity.ts';
import { responseTo } from '../../device/rrpc.ts';
import {
  type AskedService,
  askForService,
  readAnswer,
  recordAnswer,
  recordCall,
} from '../../device-side/services.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Session } from '../../sessions.ts';
import { checkParameters } from '../../thing-model/check-value.ts';
import { featureOf, type Service, type ThingModel } from '../../thing-model/thing-model.ts';
import { deviceRefusals } from '../devices/named-device.ts';
import { readJson } from '../json-parameter.ts';
import { devicesRefusals, modelledDevice, modelledDevices } from './find.ts';

/** The guide's limit: section 4.11.3. */
const longestWait = 5_000;

const failed = 'iot.device.InvokeThingServiceFailed';

export const serviceOperations: readonly ServedOperation[] = [
  serve(InvokeThingService, { ...deviceRefusals, Args: { malformed: failed } }, async (request, platform) => {
    const { device, model } = modelledDevice(request, platform);
    const service = serviceOf(model, request.Identifier);
    const asked = askedService(service, request);
    if (device.activatedAt === undefined) throw new Refusal('iot.device.InactiveDevice');
    const session = platform.devices.sessionOf(device);
    if (session === undefined) throw new Refusal(failed, 'The device is offline.');
    // Without a check of what devices say, all services are asynchronous.
    if (service.callType === 'ASYNC' || device.product.settings.validateType === 2) {
      return { Data: { MessageId: askForService(device, asked, platform) } };
    }
    return { Data: await callAndWait(session, asked, platform) };
  }),

  serve(
    InvokeThingsService,
    { ...devicesRefusals(failed), Args: { malformed: failed } },
    (request, platform) => {
      const { devices, model } = modelledDevices(request, platform);
      const asked = askedService(serviceOf(model, request.Identifier), request);
      for (const device of devices) askForService(device, asked, platform);
      return {};
    },
  ),
];

function serviceOf(model: ThingModel, key: string): Service {
  const service = featureOf(model, 'service', key);
  if (service === undefined) throw new Refusal(failed, `The TSL model has no service ${key}.`);
  return service;
}

function askedService(
  service: Service,
  { Identifier, Args }: { Identifier: string; Args: string | object },
): AskedService {
  const input = readJson('Args', Args, z.record(z.string(), z.unknown()), failed);
  const [fault] = Object.values(checkParameters(input, service.input, 'bounds'));
  if (fault !== undefined) throw new Refusal(failed, `Args: ${fault.message}`);
  return { key: Identifier, name: service.name, method: `thing.service.${Identifier}`, input };
}

/** Asks a device for a service by RRPC. */
async function callAndWait({ device, line }: Session, asked: AskedService, platform: Platform) {
  const messageId = platform.messages.newId();
  const topic = (way: string) => `/sys${topicOf(device, `/rrpc/${way}/${messageId}`)}`;
  recordCall(device, asked, messageId, platform);
  const response = responseTo(messageId, device, topic('response'), longestWait, platform);
  const { method, input: params } = asked;
  const request = { id: messageId, version: '1.0', params, method };
  line.deliver(topic('request'), Buffer.from(JSON.stringify(request)), 0);
  const payload = await response;
  if (payload === undefined) throw new Refusal('iot.messagebroker.TIMEOUT');
  const answer = readAnswer(payload);
  if (answer === undefined) throw new Refusal(failed, 'The response of the device is not in Alink JSON.');
  recordAnswer(device, asked.key, messageId, answer, platform);
  return { MessageId: messageId, Result: JSON.stringify(answer) };
}
