import * as messaging from '../../shared/iot/operations/messaging.ts';
import { AnsweringDevice } from './answering-device.ts';
import { conforms } from './run.ts';
import { named, type Scene } from './scene.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A device that is online, and may subscribe to `user/get`, as the devices of every product may. */
const listening = (scene: Scene) => named(scene.online().device);

conforms('messaging', messaging, {
  Pub: {
    given: (scene) => {
      const { ProductKey, DeviceName } = listening(scene);
      return {
        ProductKey,
        TopicFullName: `/${ProductKey}/${DeviceName}/user/get`,
        MessageContent: base64('{"light":"on"}'),
        Qos: 1,
      };
    },
    refused: {
      but: { MessageContent: 'light: on' },
      code: 'iot.messagebroker.MessageContentIsNotBase64Encode',
    },
  },
  BatchPub: {
    given: (scene) => {
      const { ProductKey, DeviceName } = listening(scene);
      return {
        ProductKey,
        DeviceName: [DeviceName],
        TopicShortName: 'get',
        MessageContent: base64('{"light":"on"}'),
      };
    },
    // Devices may publish on it, not subscribe to it.
    refused: { but: { TopicShortName: 'update' }, code: 'iot.messagebroker.PublishMessageFailed' },
  },
  PubBroadcast: {
    given: (scene) => {
      const { ProductKey } = listening(scene);
      return {
        ProductKey,
        TopicFullName: `/broadcast/${ProductKey}/news`,
        MessageContent: base64('{"light":"on"}'),
      };
    },
    further: [
      (scene) => ({
        ProductKey: listening(scene).ProductKey,
        MessageContent: base64('{"light":"on"}'),
      }),
    ],
    refused: {
      but: { TopicFullName: '/broadcast/a1BwAGV/news' },
      code: 'iot.messagebroker.InvalidFormattedTopicName',
    },
  },
  RRpc: {
    given: (scene) => ({
      ...named(new AnsweringDevice(scene.platform, scene.device()).connect().device),
      RequestBase64Byte: base64('{"light":"on?"}'),
      Timeout: 1000,
    }),
    refused: { but: (scene) => named(scene.device()), code: 'iot.messagebroker.OFFLINE' },
  },
});
