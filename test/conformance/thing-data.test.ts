import * as thingData from '../../shared/iot/operations/thing-data.ts';
import { ModelledProduct } from '../local/platform/thing-model/modelled-product.ts';
import { AnsweringDevice } from './answering-device.ts';
import { conforms } from './run.ts';
import { named, type Scene } from './scene.ts';

/** A lamp that is online: it has a Level to set, a service Reset, another one to Measure, and an event Hot. */
async function lamp(scene: Scene) {
  const { product } = await ModelledProduct.make(scene.served);
  const line = new AnsweringDevice(scene.platform, scene.device(product)).connect();
  return { line, device: named(line.device), devices: severalOf(line) };
}

/** How a call names devices when there may be several. */
const severalOf = ({ device }: AnsweringDevice) => ({
  ProductKey: device.product.productKey,
  DeviceName: [device.deviceName],
});

/** How a call asks for what a device said within the last second, a record a page. */
async function history(scene: Scene) {
  const { line, device } = await lamp(scene);
  for (const ago of [2, 1]) {
    const time = scene.clock.now() - ago;
    line.request('/thing/event/property/post', { Level: { value: 50, time }, Charge: { value: 7, time } });
    line.request('/thing/event/property/post', { Switch: { value: 1, time } });
    line.request('/thing/event/Hot/post', { value: { Code: 1 }, time });
    await scene.call('InvokeThingService', { ...device, Identifier: 'Reset', Args: {} });
    scene.clock.advance(1);
  }
  const range = { StartTime: scene.clock.now() - 1000, EndTime: scene.clock.now() + 1000 };
  return { device, page: { ...device, PageSize: 1, Asc: 1 as const }, range };
}

const records = async (scene: Scene) => {
  const { page, range } = await history(scene);
  return { ...page, ...range };
};

/** The lamp, wanted to be at a level. */
async function wanted(scene: Scene) {
  const { device } = await lamp(scene);
  await scene.call('SetDeviceDesiredProperty', { ...device, Items: { Level: 50 }, Versions: { Level: 0 } });
  return device;
}

const tooManyAPage = (PageSize: number) => ({ but: { PageSize }, code: 'iot.common.InvalidPageParams' });
const forgedToken = { but: { NextPageToken: 'forged' }, code: 'iot.device.PageTokenIsIllegal' };

conforms('thing-data', thingData, {
  SetDeviceProperty: {
    given: async (scene) => ({ ...(await lamp(scene)).device, Items: { Level: 50 } }),
    // The model has it from 0 to 100.
    refused: { but: { Items: '{"Level":101}' }, code: 'iot.device.SetDevicePropertyFailed' },
  },
  SetDevicesProperty: {
    given: async (scene) => ({ ...(await lamp(scene)).devices, Items: { Level: 50 } }),
    // It is read-only.
    refused: { but: { Items: '{"Serial":"L-1"}' }, code: 'iot.device.SetDevicePropertyFailed' },
  },
  InvokeThingService: {
    given: async (scene) => ({ ...(await lamp(scene)).device, Identifier: 'Measure', Args: { Level: 1 } }),
    refused: { but: { Identifier: 'Explode' }, code: 'iot.device.InvokeThingServiceFailed' },
  },
  InvokeThingsService: {
    given: async (scene) => ({ ...(await lamp(scene)).devices, Identifier: 'Reset', Args: {} }),
    refused: { but: { DeviceName: ['nobody'] }, code: 'iot.device.NotExistedDevice' },
  },
  SetDeviceDesiredProperty: {
    given: async (scene) => ({
      ...(await lamp(scene)).device,
      Items: { Level: 50 },
      Versions: { Level: 0 },
    }),
    // Its version is 1 by now.
    refused: { but: {}, code: 'iot.device.SetDevicePropertyFailed' },
  },
  QueryDeviceDesiredProperty: {
    given: async (scene) => ({ ...(await wanted(scene)), Identifier: ['Level'] }),
    refused: { but: { Identifier: ['Colour'] }, code: 'iot.device.NoneDeviceProperties' },
  },
  QueryDevicePropertyStatus: {
    given: async (scene) => (await history(scene)).device,
    refused: { but: { DeviceName: 'nobody' }, code: 'iot.device.NotExistedDevice' },
  },
  QueryDevicePropertyData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Level' }),
    refused: { but: { Identifier: 'Colour' }, code: 'iot.device.NoneDeviceProperties' },
  },
  QueryDevicePropertiesData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: ['Level', 'Switch'] }),
    refused: {
      but: { Identifier: Array.from({ length: 11 }, (_, index) => `Level${index}`) },
      code: 'iot.device.TooManyDevicePropertiesPerTime',
    },
  },
  QueryDeviceEventData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Hot', EventType: 'alert' }),
    refused: { but: { EventType: 'fire' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  QueryDeviceServiceData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Reset' }),
    refused: tooManyAPage(51),
  },
  QueryDeviceOriginalPropertyStatus: {
    given: async (scene) => (await history(scene)).page,
    absent: {
      'Data.List.PropertyStatusInfo': "It stands in the guide's sample alone, as another name for the list.",
      'Data.nextPageToken': "It stands in the guide's sample alone, as another spelling of NextPageToken.",
    },
    refused: forgedToken,
  },
  QueryDeviceOriginalPropertyData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Level' }),
    refused: tooManyAPage(101),
  },
  QueryDeviceOriginalEventData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Hot' }),
    refused: { but: { EndTime: 1_500_000_000_000 }, code: 'iot.check.ParameterIsNotLessThanMax' },
  },
  QueryDeviceOriginalServiceData: {
    given: async (scene) => ({ ...(await records(scene)), Identifier: 'Reset' }),
    refused: forgedToken,
  },
});
