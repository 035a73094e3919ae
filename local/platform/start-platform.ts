import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { startAmqpServer } from '../amqp/server.ts';
import { startMqttServer } from '../mqtt/server.ts';
import { createAdminServer } from './admin/server.ts';
import { createPlatform, type LocalPlatform, type PlatformOptions } from './create-platform.ts';
import { dropAllLines } from './device/line.ts';
import { defaultConsumerGroup } from './state/consumer-groups.ts';
import { loadState, saveState } from './state-file/state-file.ts';

/** Where a local platform listens, besides what it is made of. */
export interface StartOptions extends PlatformOptions {
  /** The address to listen at; loopback unless given, for the platform is for one machine. */
  readonly host?: string | undefined;
  /** 0 for any that is free. */
  readonly apiPort: number;
  /** 0 for any that is free. */
  readonly amqpPort: number;
  /** The port of MQTT, for devices; any that is free unless given. */
  readonly mqttPort?: number | undefined;
  /** The port of the object store, for update packages; any that is free unless given. */
  readonly objectStorePort?: number | undefined;
  /** The port of the admin API, at loopback whatever the host; any that is free unless given. */
  readonly adminPort?: number | undefined;
  /** A file to begin with, if it is there, and to save the state to when the platform ends. */
  readonly stateFile?: string | undefined;
  /** Serves AMQP without TLS, which the cloud does not. */
  readonly amqpPlain?: boolean | undefined;
}

/** How to reach a running platform. */
export interface ReadyLine {
  /** The API's base URL. */
  readonly api: string;
  /** `ca`: the path of the certificate to trust, with TLS. */
  readonly amqp: {
    readonly host: string;
    readonly port: number;
    readonly tls: boolean;
    readonly ca: string | undefined;
  };
  /** Where devices connect to, without TLS. */
  readonly mqtt: { readonly host: string; readonly port: number };
  /** The base URL of the platform's own admin API. */
  readonly admin: string;
  readonly regionId: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly consumerGroupId: string;
}

/** A platform that listens. */
export interface RunningPlatform extends LocalPlatform {
  readonly ready: ReadyLine;
  /** Cuts the connections of all AMQP clients, and tells how many there were. */
  cutConnections(): number;
  /**
   * Ends it: takes no more calls and clients, answers what it has begun, and saves the state.
   *
   * @throws Error when the state cannot be saved
   */
  close(): Promise<void>;
}

const usualAccessKey = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

/**
 * Starts a local platform: its API and its object store over HTTP, its consumer groups over AMQP, its devices' end
 * over MQTT, and its own admin API.
 *
 * @throws Error when a port is taken, or the state file cannot be read or written; StateFileError when
 *   what it holds is not right
 *
 * @example
 * const { ready, close } = await startPlatform({ apiPort: 0, amqpPort: 0 });
 */
export async function startPlatform(options: StartOptions): Promise<RunningPlatform> {
  const { host = '127.0.0.1', amqpPlain = false } = options;
  const { accessKeyId = usualAccessKey.accessKeyId, accessKeySecret = usualAccessKey.accessKeySecret } =
    options;
  const made = createPlatform({ ...options, accessKeyId, accessKeySecret });
  const { platform, api, objectStore } = made;
  const closings = [() => closeServer(api)];
  const { stateFile } = options;
  const end = async (save: () => void) => {
    await Promise.all(closings.map((closing) => closing()));
    try {
      // While the object store listens yet: it is known by its address what is one of its objects.
      save();
    } finally {
      await closeServer(objectStore);
      await platform.objectStore.clear();
    }
  };
  const save = () => {
    if (stateFile === undefined) return;
    dropAllLines('The platform ends.', platform);
    platform.messages.late.sendAll();
    saveState(made, stateFile);
  };
  const { accountId, regionId } = platform.account;
  try {
    objectStore.listen(options.objectStorePort ?? 0, host);
    await once(objectStore, 'listening');
    if (stateFile !== undefined) {
      // Better now than when there is something to lose.
      await access(dirname(stateFile), constants.W_OK);
      if (existsSync(stateFile)) await loadState(made, stateFile);
    }
    api.listen(options.apiPort, host);
    await once(api, 'listening');
    const { mqttPort = 0, onInternalError } = options;
    const mqtt = await startMqttServer(platform, { host, port: mqttPort, onInternalError });
    closings.push(() => mqtt.close());
    const amqp = await startAmqpServer(platform, { host, port: options.amqpPort, tls: !amqpPlain });
    closings.push(() => amqp.close());
    const cutConnections = () => amqp.cut();
    const admin = createAdminServer({ ...made, cutConnections }, (error) =>
      onInternalError?.(error, 'The admin API'),
    );
    closings.push(() => closeServer(admin));
    admin.listen(options.adminPort ?? 0, '127.0.0.1');
    await once(admin, 'listening');
    const ready = {
      api: `http://${host.includes(':') ? `[${host}]` : host}:${(api.address() as AddressInfo).port}`,
      amqp: { host: amqp.host, port: amqp.port, tls: amqp.tls, ca: amqp.ca },
      mqtt: { host: mqtt.host, port: mqtt.port },
      admin: `http://127.0.0.1:${(admin.address() as AddressInfo).port}`,
      regionId,
      accountId,
      accessKeyId,
      accessKeySecret,
      consumerGroupId: defaultConsumerGroup,
    };
    let closed: Promise<void> | undefined;
    // Ctrl-C under npm comes as one signal and then as another.
    const close = () => {
      closed ??= end(save);
      return closed;
    };
    return { ...made, ready, cutConnections, close };
  } catch (error) {
    await end(() => {});
    throw error;
  }
}

/** How long a call that has begun may take when the server closes. */
const lastCall = 5_000;

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), lastCall);
    server.close(() => {
      clearTimeout(hurry);
      resolve();
    });
    server.closeIdleConnections();
  });
}
