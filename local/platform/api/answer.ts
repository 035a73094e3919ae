import { XMLBuilder } from 'fast-xml-parser';

/** The two formats of an answer. */
export type Format = 'JSON' | 'XML';

/** An answer as it goes out. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Writes an answer.
 *
 * @param root the root element in XML: `<{Operation}Response>` or `<Error>`
 * @param fields the answer's fields; those that are undefined are left out
 */
export function write(format: Format, status: number, root: string, fields: object): Answer {
  return format === 'JSON'
    ? { status, contentType: 'application/json;charset=utf-8', body: JSON.stringify(fields) }
    : {
        status,
        contentType: 'text/xml;charset=utf-8',
        body: declaration + xml.build({ [root]: elements(fields) }),
      };
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

const xml = new XMLBuilder({ ignoreAttributes: true });

/**
 * What XML has elements for. A list becomes elements of its name, one beside the other. Plain values in a list that
 * has company become `<e>` elements inside one element of its name, as the guide's QuerySubscribeRelation shows; a
 * list that is alone in its structure has its name from there (`<SrcVersions><SrcVersion>`).
 */
function elements(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(notInXml, '\uFFFD');
  if (Array.isArray(value)) return value.map(elements);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return Object.fromEntries(
    members.map(([name, member]) =>
      Array.isArray(member) && members.length > 1 && member.every((item) => typeof item !== 'object')
        ? [name, { e: elements(member) }]
        : [name, elements(member)],
    ),
  );
}

/** Control characters and halves of surrogate pairs: XML 1.0 has no way to write them. */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
