/** The fields of a CONNECT packet that say who sends it. */
export interface ConnectFields {
  readonly clientId: string;
  readonly username?: string | undefined;
  readonly password?: Buffer | undefined;
  readonly keepalive?: number | undefined;
}

/** Why a CONNECT is refused, with the code of its CONNACK: 2 client ID, 4 user name or password, 5 not authorized. */
export interface RefusedConnect {
  readonly returnCode: 2 | 4 | 5;
  readonly why: string;
}

export const refuse = (returnCode: RefusedConnect['returnCode'], why: string) => ({
  refused: { returnCode, why },
});

/** Who sends a CONNECT, as it says itself. */
export interface Claims {
  /** What stands before the parameters. */
  readonly clientId: string;
  /** The parameters of the client ID, in whatever order they came. */
  readonly pairs: ReadonlyMap<string, string>;
  readonly deviceName: string;
  readonly productKey: string;
  readonly password: string;
}

const longestClientId = 64;

/** Reads the client ID `{clientId}|{name}={value},…|` and the user name `{deviceName}&{productKey}`. */
export function readClaims(fields: ConnectFields): Claims | { readonly refused: RefusedConnect } {
  const [clientId = '', pairsText, end] = fields.clientId.split('|');
  if (pairsText === undefined || end !== '') {
    return refuse(2, 'the client ID must be {clientId}|{name}={value},…|');
  }
  if (clientId.length === 0 || clientId.length > longestClientId) {
    return refuse(2, `the clientId must have 1 to ${longestClientId} characters`);
  }
  const pairs = new Map<string, string>();
  for (const pair of pairsText.split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0) pairs.set(pair.slice(0, equals).trim(), pair.slice(equals + 1).trim());
  }
  const [deviceName = '', productKey = ''] = (fields.username ?? '').split('&');
  return { clientId, pairs, deviceName, productKey, password: fields.password?.toString('utf8') ?? '' };
}
