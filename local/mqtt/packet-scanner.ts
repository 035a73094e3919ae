/** The packet by which a client says that it leaves; the number of its kind. */
export const disconnectPacket = 14;

/**
 * Follows the packets in a stream of MQTT bytes without keeping any of them: tells of the kind of each as soon as its
 * header is there, so that one that is too large is known before its body is taken in.
 *
 * @param mostBytes how long a packet may be, its header not counted
 * @returns a function that takes the next bytes, and says whether all packets so far keep the limit
 */
export function packetScanner(
  mostBytes: number,
  onPacket: (kind: number) => void,
): (bytes: Buffer) => boolean {
  /** Bytes of the packet's body that are still to come; undefined while its header is read. */
  let body: number | undefined;
  let kind: number | undefined;
  let [length, digits] = [0, 0];
  const begin = (): boolean => {
    onPacket(kind ?? 0);
    body = length;
    return body <= mostBytes;
  };
  return (bytes) => {
    let at = 0;
    while (at < bytes.length) {
      if (body !== undefined && body > 0) {
        const taken = Math.min(body, bytes.length - at);
        body -= taken;
        at += taken;
        continue;
      }
      const byte = bytes[at] ?? 0;
      at += 1;
      if (body === 0 || kind === undefined) {
        [body, kind, length, digits] = [undefined, byte >> 4, 0, 0];
        continue;
      }
      length += (byte & 0x7f) * 128 ** digits;
      digits += 1;
      // A length has four digits at most: MQTT 3.1.1, section 2.2.3.
      if (byte >= 0x80 && digits === 4) return false;
      if (byte < 0x80 && !begin()) return false;
    }
    return true;
  };
}
