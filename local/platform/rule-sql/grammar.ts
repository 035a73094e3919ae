import peggy from 'peggy';
import { RuleSqlError, type SqlPart } from './rule-sql-error.ts';
import type { Expression, SelectedField } from './syntax.ts';

/**
 * The SQL of data forwarding rules: what may stand after SELECT, and after WHERE. By the vendor's documents "SQL
 * expressions" and "Functions" of the rules engine: text in single quotes is text, what is bare or in double quotes
 * names a value in the message, keywords may be in upper or lower case. SQL that other databases know and the rules
 * engine does not is read as such, so that it can be told from a slip.
 *
 * No alternative begins with a part that another one begins with and that can hold itself: each text is read in a
 * time in proportion to its length.
 */
const grammar = String.raw`
Select = _ first:SelectedField rest:("," _ @SelectedField)* { return [first, ...rest]; }

SelectedField
  = all:All { return { expression: all, name: '*' }; }
  / expression:Written alias:Alias? {
      return { expression: expression.value, name: alias ?? expression.text };
    }

Written = value:Expression { return { value, text: text().trim() }; }

Alias
  = As @AliasName
  / AliasName

AliasName
  = @(Name / QuotedAlias / Text) _

QuotedAlias "a value" = '"' @$[^"]+ '"'

Where = _ @Expression

Expression = Or

Or = first:And rest:(OrWord @And)* {
    return rest.length === 0 ? first : { kind: 'or', at: offset(), of: [first, ...rest] };
  }

And = first:Not rest:(AndWord @Not)* {
    return rest.length === 0 ? first : { kind: 'and', at: offset(), of: [first, ...rest] };
  }

Not
  = NotWord of:Not { return { kind: 'not', at: offset(), of }; }
  / Condition

Condition = left:Sum rest:ConditionRest? { return rest === null ? left : rest(left); }

ConditionRest
  = operator:Comparison right:Sum {
      const at = offset();
      return (left) => ({ kind: 'comparison', at, operator, left, right });
    }
  / not:NotWord? InWord "(" _ list:(Subquery / List) ")" _ {
      const at = offset();
      const wrap = (found) => (not === null ? found : { kind: 'not', at, of: found });
      return (of) => ('kind' in list ? list : wrap({ kind: 'in', at, of, list }));
    }
  / not:NotWord? LikeWord pattern:Sum {
      const at = offset();
      const wrap = (found) => (not === null ? found : { kind: 'not', at, of: found });
      return (of) => wrap({ kind: 'like', at, of, pattern });
    }
  / what:Foreign {
      const at = offset();
      return () => ({ kind: 'unknown', at, what });
    }

Comparison "a comparison"
  = operator:("<>" / "<=" / ">=" / "=" !"=" { return '='; } / "<" / ">") _ { return operator; }

Foreign
  = @ForeignOperator _ Sum
  / IsWord NotWord? (NullWord / TrueWord / FalseWord) { return 'IS'; }
  / NotWord? BetweenWord Sum AndWord Sum { return 'BETWEEN'; }

ForeignOperator ""
  = "!=" { return '!= (write <>)'; }
  / "==" { return '== (write =)'; }
  / "||" / "&&" / "^"

List = first:Expression rest:("," _ @Expression)* { return [first, ...rest]; }

Sum = first:Product rest:(SumStep)* {
    return rest.length === 0 ? first : { kind: 'arithmetic', at: offset(), first, rest };
  }

SumStep = operator:[+-] _ operand:Product { return { operator, operand }; }

Product = first:Signed rest:(ProductStep)* {
    return rest.length === 0 ? first : { kind: 'arithmetic', at: offset(), first, rest };
  }

ProductStep = operator:[*/%] _ operand:Signed { return { operator, operand }; }

Signed
  = "-" _ of:Signed { return { kind: 'negative', at: offset(), of }; }
  / "+" _ @Signed
  / Single

Single
  = Number
  / value:Text _ { return { kind: 'literal', at: offset(), value }; }
  / QuotedField
  / Case
  / Constant
  / "(" _ @(Subquery / Expression) ")" _
  / Call
  / BareField

Number "a value"
  = digits:$([0-9]+ ("." [0-9]+)? ([eE] [+-]? [0-9]+)?) !NameCharacter _ {
      return { kind: 'literal', at: offset(), value: Number(digits) };
    }

Text "a value"
  = "'" characters:TextCharacter* "'" { return characters.join(''); }

TextCharacter
  = "\\" @.
  / "''" { return "'"; }
  / [^'\\]

Constant = value:(TrueWord { return true; } / FalseWord { return false; } / NullWord { return null; }) {
    return { kind: 'literal', at: offset(), value };
  }

Case
  = CaseWord of:(!WhenWord @Expression)? cases:When+ otherwise:(ElseWord @Expression)? EndWord {
      return { kind: 'case', at: offset(), of: of ?? undefined, cases, otherwise: otherwise ?? undefined };
    }

When = WhenWord when:Expression ThenWord value:Expression { return { when, value }; }

Call
  = name:Name "(" _ parameters:Parameters? ")" _ {
      return { kind: 'call', at: offset(), name, parameters: parameters ?? [] };
    }

Parameters = first:Parameter rest:("," _ @Parameter)* { return [first, ...rest]; }

Parameter = All / Expression

All = "*" _ { return { kind: 'all', at: offset() }; }

BareField
  = Root? first:Name rest:(Position / "." @PathName)* _ {
      return { kind: 'field', at: offset(), path: [first, ...rest], asArray: false };
    }

Root "a value" = "$."

QuotedField "a value"
  = '"' path:QuotedPath '"' _ { return { kind: 'field', at: offset(), ...path }; }

QuotedPath
  = asArray:("$." { return false; } / "." { return true; })? path:QuotedSteps {
      return { path, asArray: asArray ?? false };
    }

QuotedSteps = first:(Position / QuotedName) rest:(Position / "." @QuotedName)* { return [first, ...rest]; }

QuotedName = $[^."\[\]]+

Position = "[" digits:$[0-9]+ "]" { return Number(digits); }

Subquery = SelectWord Inside { return { kind: 'unknown', at: offset(), what: 'a subquery' }; }

Inside = (Text / '"' [^"]* '"' / "(" Inside ")" / [^()'"])*

Name "a value" = !Keyword @$([\p{L}_] NameCharacter*)

PathName "a key" = $([\p{L}_$] NameCharacter*)

NameCharacter = [\p{L}\p{N}_]

Keyword
  = AndWord / OrWord / NotWord / InWord / LikeWord / CaseWord / WhenWord / ThenWord / ElseWord / EndWord / As
  / SelectWord / FromWord / WhereWord / DistinctWord / IsWord / BetweenWord / NullWord / TrueWord / FalseWord

AndWord "AND" = "and"i !NameCharacter _
OrWord "OR" = "or"i !NameCharacter _
NotWord "NOT" = "not"i !NameCharacter _
InWord "IN" = "in"i !NameCharacter _
LikeWord "LIKE" = "like"i !NameCharacter _
CaseWord "CASE" = "case"i !NameCharacter _
WhenWord "WHEN" = "when"i !NameCharacter _
ThenWord "THEN" = "then"i !NameCharacter _
ElseWord "ELSE" = "else"i !NameCharacter _
EndWord "END" = "end"i !NameCharacter _
As "AS" = "as"i !NameCharacter _
SelectWord "SELECT" = "select"i !NameCharacter _
FromWord "" = "from"i !NameCharacter _
WhereWord "" = "where"i !NameCharacter _
DistinctWord "" = "distinct"i !NameCharacter _
IsWord "" = "is"i !NameCharacter _
BetweenWord "" = "between"i !NameCharacter _
NullWord "a value" = "null"i !NameCharacter _
TrueWord "a value" = "true"i !NameCharacter _
FalseWord "a value" = "false"i !NameCharacter _

_ "" = [ \t\r\n]*
`;

let parser: peggy.Parser | undefined;

/** What is read from one part of the statement. */
interface Read {
  readonly Select: readonly SelectedField[];
  readonly Where: Expression;
}

/**
 * Reads what stands behind the keyword SELECT or WHERE.
 *
 * @throws RuleSqlError of the kind `syntax`, with the character at fault
 */
export function parse<Part extends keyof Read>(part: Part, text: string): Read[Part] {
  parser ??= peggy.generate(grammar, { allowedStartRules: ['Select', 'Where'] });
  try {
    return parser.parse(text, { startRule: part }) as Read[Part];
  } catch (error) {
    if (error instanceof RangeError) throw new RuleSqlError('syntax', part, 0, 'is nested too deeply');
    if (error instanceof Error && 'location' in error) throw fault(part, text, error as SyntaxError);
    throw error;
  }
}

type SyntaxError = InstanceType<peggy.Parser['SyntaxError']>;

function fault(part: SqlPart, text: string, { location, expected }: SyntaxError): RuleSqlError {
  const at = location.start.offset;
  const found =
    at >= text.length
      ? 'it ends'
      : `there is ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}`;
  return new RuleSqlError('syntax', part, at, `${found} where ${wanted(expected ?? [])} should be`);
}

/** What can begin a value, and need not be listed beside it. */
const beginsValue: ReadonlySet<string> = new Set(['"("', '"-"', '"+"', '"*"', 'NOT', 'CASE']);

function wanted(expected: readonly peggy.parser.Expectation[]): string {
  const names = new Set(
    expected.map((one) => {
      if (one.type === 'literal') return JSON.stringify(one.text);
      if (one.type === 'class') return 'an operator';
      if (one.type === 'end') return 'the end';
      return one.type === 'other' ? one.description : 'another character';
    }),
  );
  names.delete('');
  if (names.has('a value')) for (const name of beginsValue) names.delete(name);
  return [...names].join(', ').replace(/, ([^,]*)$/, ' or $1');
}
