/**
 * A million devices on the local platform: how long it takes to register them, how much memory they need with three
 * tags and a group each, how long the queries over them take, asked for over HTTP by another process, and how long it
 * takes to save them all to a state file and to begin with it.
 *
 *   node --import tsx bench/platform-size.ts [devices]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '../local/platform/create-platform.ts';
import { registerDevice } from '../local/platform/device/lifecycle.ts';
import type { Platform } from '../local/platform/platform.ts';
import { DeviceGroup } from '../local/platform/state/groups.ts';
import { Product } from '../local/platform/state/products.ts';
import { loadState, saveState } from '../local/platform/state-file/state-file.ts';
import { createIotClient } from '../shared/iot/client.ts';
import type { Operation } from '../shared/iot/operation.ts';
import {
  QueryDevice,
  QueryDeviceBySQL,
  QueryDeviceByStatus,
  QueryDeviceByTags,
  QueryDeviceStatistics,
} from '../shared/iot/operations/devices.ts';

const callsEach = 300;
const products = 10;
const groups = 1_000;

const print = (line: object) => console.log(JSON.stringify(line));

async function host(devices: number): Promise<void> {
  const local = createPlatform({ seed: 1, quota: false });
  const { platform, api } = local;
  const start = performance.now();
  populate(platform, devices);
  const seconds = (performance.now() - start) / 1_000;
  print({ bench: 'platform-size', devices, populatedInSeconds: round(seconds), rssMiB: rssMiB() });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const client = fork(fileURLToPath(import.meta.url), ['--ask', String(port), String(devices)]);
  const [code] = await once(client, 'exit');
  print({ bench: 'platform-size', devices, rssMiBAfterQueries: rssMiB() });
  api.close();
  process.exitCode = Number(code);
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  try {
    const file = join(folder, 'state.jsonl');
    const taken = await timed(() => saveState(local, file));
    const { size } = await stat(file);
    print({ bench: 'platform-size', devices, saved: taken, fileMiB: Math.round(size / 2 ** 20) });
    const loader = fork(fileURLToPath(import.meta.url), ['--load', file]);
    await once(loader, 'exit');
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function load(file: string): Promise<void> {
  const local = createPlatform({ quota: false });
  const taken = await timed(() => loadState(local, file));
  const { size: devices } = local.platform.state.devices;
  print({ bench: 'platform-size', devices, loaded: taken, rssMiB: rssMiB() });
}

/** How long something takes: on the clock, and of the processor. */
async function timed(run: () => void | Promise<void>): Promise<{ seconds: number; cpuSeconds: number }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return { seconds: round((performance.now() - start) / 1_000), cpuSeconds: round((user + system) / 1e6) };
}

/** Every third device was never online, and of the others half are. */
function populate(platform: Platform, devices: number): void {
  const { state, clock } = platform;
  const all = Array.from({ length: products }, (_, index) => {
    const product = new Product(`a1product${index}`, 'secret', `product_${index}`, clock.now());
    state.products.set(product.productKey, product);
    return product;
  });
  const sites = Array.from({ length: groups }, (_, index) => {
    const group = new DeviceGroup(`group${index}`, `site_${index}`, '', undefined, clock.now());
    state.groups.add(group);
    return group;
  });
  for (let index = 0; index < devices; index++) {
    const [product, site] = [all[index % products], sites[index % groups]];
    if (product === undefined || site === undefined) continue;
    const device = registerDevice(product, { deviceName: `device-${index}` }, platform);
    state.devices.setTag(device, 'site', `site-${index % groups}`);
    state.devices.setTag(device, 'firmware', `1.${index % 20}.0`);
    state.devices.setTag(device, 'color', index % 2 === 0 ? 'red' : 'blue');
    state.groups.join(device, site);
    if (index % 3 === 0) continue;
    state.devices.changeStatus(device, () => {
      device.activatedAt = clock.now();
      device.lastOnlineAt = clock.now();
      device.stateChangedAt = clock.now();
      device.online = index % 3 === 1;
      device.clientIp = '192.0.2.1';
    });
  }
}

async function ask(port: number, devices: number): Promise<void> {
  const iot = createIotClient({
    regionId: 'cn-shanghai',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
    quota: false,
  });
  const any = (limit: number) => Math.floor(Math.random() * limit);
  const measure = async <Request extends object, Response extends object>(
    query: string,
    operation: Operation<Request, Response>,
    request: () => Request,
  ) => {
    const times: number[] = [];
    for (let call = 0; call < callsEach; call++) {
      const start = performance.now();
      await iot.call(operation, request());
      times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    const at = (share: number) => round(times[Math.floor(times.length * share)] ?? 0);
    print({ bench: 'platform-size', devices, query, p50Ms: at(0.5), p99Ms: at(0.99) });
  };
  const tag = (TagKey: string, TagValue: string) => ({ TagKey, TagValue });
  const page = (of: number) => ({ CurrentPage: 1 + any(of / 50), PageSize: 50 });
  const sql = (query: string, statement: () => string) =>
    measure(`QueryDeviceBySQL ${query}`, QueryDeviceBySQL, () => ({ SQL: statement() }));
  const product = () => `product_key = "a1product${any(products)}"`;

  await measure('QueryDeviceByTags, one tag of half of the devices, any page', QueryDeviceByTags, () => ({
    Tag: [tag('color', 'red')],
    ...page(devices / 2),
  }));
  await measure('QueryDeviceByTags, three tags', QueryDeviceByTags, () => ({
    Tag: [tag('color', 'red'), tag('firmware', '1.4.0'), tag('site', `site-${any(groups)}`)],
  }));
  await measure('QueryDeviceByStatus, online, any page', QueryDeviceByStatus, () => ({
    Status: 1 as const,
    ...page(devices / 3),
  }));
  await measure('QueryDeviceByStatus, of a product', QueryDeviceByStatus, () => ({
    Status: 3 as const,
    ProductKey: `a1product${any(products)}`,
    ...page(devices / 3 / products),
  }));
  await measure('QueryDevice, any page within 10,000', QueryDevice, () => ({
    ProductKey: `a1product${any(products)}`,
    ...page(Math.min(10_000, devices / products)),
  }));
  await measure('QueryDeviceStatistics', QueryDeviceStatistics, () => ({ GroupId: `group${any(groups)}` }));
  await sql('status and tag', () => {
    return `SELECT * FROM device WHERE status = "ONLINE" and tag.tag_name = "color" and tag.tag_value = "red" limit ${any(9_000)},50`;
  });
  await sql('count(*) by tag or status', () => {
    return `SELECT count(*) FROM device WHERE tag.tag_value = "1.${any(20)}.0" or status = "OFFLINE"`;
  });
  await sql('group and product', () => {
    return `SELECT * FROM device WHERE ${product()} and group.group_id = "group${any(groups)}" limit 50`;
  });
  await sql('name by its prefix', () => {
    return `SELECT * FROM device WHERE ${product()} and name LIKE "device%" limit ${any(9_000)},50`;
  });
  await sql('the first activated of a product', () => {
    return `SELECT * FROM device WHERE ${product()} and status = "ONLINE" order by active_time limit 50`;
  });
  await sql('the first activated of all', () => {
    return 'SELECT * FROM device WHERE status != "UNACTIVE" order by active_time limit 50';
  });
  await iot.close();
}

const round = (number: number): number => Math.round(number * 100) / 100;
const rssMiB = (): number => {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
};

const [first, ...others] = process.argv.slice(2);
if (first === '--load') await load(others[0] ?? '');
else if (first === '--ask') await ask(Number(others[0]), Number(others[1]));
else await host(Number(first ?? 1_000_000));
