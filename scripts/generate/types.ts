import type { FieldSpec, OperationSpec } from './catalogue.ts';
import { fieldDoc } from './docs.ts';
import { docComment } from './layout.ts';

/** The interfaces of an operation's request and response; a structure gets an interface of its own. */
export function interfaces(operation: OperationSpec): string {
  const taken = new Set<string>();
  const request = new Interfaces(operation.operation, 'request', taken);
  const response = new Interfaces(operation.operation, 'response', taken);
  request.add(
    `${operation.operation}Request`,
    operation.request,
    `The parameters of ${operation.operation}.`,
    '',
  );
  response.add(
    `${operation.operation}Response`,
    operation.response,
    `What ${operation.operation} answers.`,
    ' extends Answer',
  );
  return [...request.all, ...response.all].join('\n\n');
}

/** The name of the interface of the structure at this path of the response. */
export function interfaceAt(operation: OperationSpec, path: string): string {
  const taken = new Set<string>();
  const request = new Interfaces(operation.operation, 'request', taken);
  const response = new Interfaces(operation.operation, 'response', taken);
  request.add('', operation.request, '', '');
  response.add('', operation.response, '', '');
  const name = response.names.get(path);
  if (name === undefined) throw new Error(`${operation.operation} answers no structure ${path}`);
  return name;
}

class Interfaces {
  readonly names = new Map<string, string>();
  #printed: string[] = [];
  #operation: string;
  #side: 'request' | 'response';
  #taken: Set<string>;

  constructor(operation: string, side: 'request' | 'response', taken: Set<string>) {
    this.#operation = operation;
    this.#side = side;
    this.#taken = taken;
  }

  /** Structures stand after what holds them. */
  get all(): readonly string[] {
    return this.#printed;
  }

  add(name: string, fields: readonly FieldSpec[], doc: string, heritage: string, path = ''): void {
    const slot = this.#printed.length;
    this.#printed.push('');
    const lines = fields.map((field) => {
      const comment = fieldDoc(field);
      const optional = this.#side === 'response' || field.required !== true;
      const type = this.#type(field, path === '' ? field.name : `${path}.${field.name}`);
      const absent = !optional ? '' : this.#side === 'response' ? ' | null | undefined' : ' | undefined';
      const property = `  ${field.name}${optional ? '?' : ''}: ${type}${absent};`;
      return comment === '' ? property : `${docComment([comment], 2)}\n${property}`;
    });
    const body = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`;
    this.#printed[slot] = `${docComment([doc])}\nexport interface ${name}${heritage} ${body}`;
  }

  #type(field: FieldSpec, path: string): string {
    const one = field.fields === undefined ? this.#scalar(field) : this.#structure(field, field.fields, path);
    if (field.repeat !== true) return one;
    const list = one.includes(' ') ? `(${one})[]` : `${one}[]`;
    return this.#side === 'request' ? `readonly ${list}` : list;
  }

  #structure(field: FieldSpec, fields: readonly FieldSpec[], path: string): string {
    const short = capitalised(field.name);
    const long = path.split('.').map(capitalised).join('');
    const candidates = [short, long, `${this.#side === 'request' ? 'Request' : 'Response'}${long}`].map(
      (end) => this.#operation + end,
    );
    const name = candidates.find((candidate) => !this.#taken.has(candidate)) ?? '';
    this.#taken.add(name);
    this.names.set(path, name);
    const what = field.repeat === true ? 'One entry of' : 'The structure';
    this.add(name, fields, `${what} ${path} of ${this.#operation}.`, '', path);
    return name;
  }

  #scalar({ type, orType, enum: values, ignoreCase }: FieldSpec): string {
    if (this.#side === 'request' && values !== undefined && ignoreCase !== true) {
      return values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(' | ');
    }
    if (orType !== undefined) return 'string | number';
    switch (type) {
      case 'JSON':
        return this.#side === 'request' ? 'JsonParameter' : 'string';
      case 'String':
        return 'string';
      case 'Boolean':
        return 'boolean';
      default:
        return 'number';
    }
  }
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
