/** An answer's body, taken apart as far as every answer is alike. */
export interface ApiAnswer {
  /** Whether the platform did what it was asked. */
  readonly success: boolean;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly requestId: string | undefined;
  /** The whole body. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Reads an answer: 2xx with `Success` true, 2xx with `Success` false, `Code` and `ErrorMessage` for what the
 * operation refuses, or 4xx and 5xx with `Code` and `Message` for what the gateway does. One operation writes these
 * names in lower case.
 *
 * @returns undefined when the body is no JSON object
 */
export function readAnswer(status: number, body: string): ApiAnswer | undefined {
  const fields = parseJson(body);
  if (!isFields(fields)) return undefined;
  const code = textOf(fields['Code'] ?? fields['code']);
  const success = fields['Success'] ?? fields['success'] ?? code === undefined;
  return {
    success: status >= 200 && status < 300 && (success === true || success === 'true'),
    code,
    message: textOf(fields['Message'] ?? fields['ErrorMessage'] ?? fields['errorMessage']),
    requestId: textOf(fields['RequestId'] ?? fields['requestId']),
    fields,
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const longNumber = /\d{16}/;
const textOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const wholeNumber = /^-?\d{16,}$/;

/**
 * Parses JSON, and keeps whole numbers as text that a number cannot hold exactly: message ids have 19 digits.
 *
 * @returns undefined when the text is no JSON
 */
function parseJson(text: string): unknown {
  const exact = longNumber.test(text)
    ? text.replace(textOrNumber, (token) =>
        wholeNumber.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
      )
    : text;
  try {
    return JSON.parse(exact);
  } catch {
    return undefined;
  }
}
