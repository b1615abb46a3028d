// The words of tgraph. No text is ever rejected here: what belongs to no word becomes a token of its own
// (the last group), so that the parser can say what is wrong with it.
//
// Two things are decided between the lexer and the parser, by org.tgraph.syntax.Layout: which line ends count,
// and which of several meanings a word or a bracket has (the token types of the first group, which no rule
// here makes). That keeps the parser's grammar LL(1).
lexer grammar TGraphLexer;

tokens {
  // Words that are keywords only where they can be nothing else, so that they can name fields and values too.
  IMPORT, INPUT, TYPE, MODEL, TEST, BENCH, DERIVED, FACTOR, AS, WITH, GIVEN,
  SITE,        // the name at the start of a line before `~` or `:`
  ARGUMENT,    // a name before `=` inside parentheses
  PARAMETER,   // a name before `->`
  LAMBDA,      // a `(` whose `)` stands before `->`
  RECORD,      // a `{` that opens a record, not a block
  LAST_COMMA,  // a comma before a closing bracket
  DAMAGED      // what was too deeply nested to be parsed
}

ASSERT : 'assert' ;
AND    : 'and' ;
ELSE   : 'else' ;
FALSE  : 'false' ;
FN     : 'fn' ;
FOR    : 'for' ;
IF     : 'if' ;
LET    : 'let' ;
NONE   : 'none' ;
NOT    : 'not' ;
OR     : 'or' ;
TRUE   : 'true' ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;

COMMA    : ',' ;
COLON    : ':' ;
DOT      : '.' ;
PACK     : '..' ;
ELLIPSIS : '...' ;
ARROW    : '->' ;
PIPE     : '|>' ;

ASSIGN          : '=' ;
PLUS_ASSIGN     : '+=' ;
MINUS_ASSIGN    : '-=' ;
MULTIPLY_ASSIGN : '*=' ;
DIVIDE_ASSIGN   : '/=' ;

EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
LESS          : '<' ;
LESS_EQUAL    : '<=' ;
GREATER       : '>' ;
GREATER_EQUAL : '>=' ;
BIT_OR        : '|' ;
BIT_XOR       : '^' ;
BIT_AND       : '&' ;
SHIFT_LEFT    : '<<' ;
SHIFT_RIGHT   : '>>' ;
PLUS          : '+' ;
MINUS         : '-' ;
MULTIPLY      : '*' ;
DIVIDE        : '/' ;
FLOOR_DIVIDE  : '//' ;
REMAINDER     : '%' ;
MATMUL        : '@' ;
POWER         : '**' ;
TILDE         : '~' ;

UNDERSCORE : '_' ;
NAME       : [\p{L}_] [\p{L}\p{Nd}\p{M}_\u2080-\u2089]* ;

INT   : DIGITS | '0' [xX] HEX ('_'? HEX)* ;
FLOAT : DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT ;
IMAG  : (DIGITS | DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT) 'j' ;
PART  : '.' [0-9]+ ;
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

COMMENT : '#' ~[\r\n]* ;
NEWLINE : '\n' ;
SPACE   : [ \t\r\f]+ -> skip ;

// What is not tgraph, one token for each mistake that has an explanation of its own.
BAD_NUMBER     : DIGITS ('.' DIGITS?)? [\p{L}_] [\p{L}\p{N}_]* ;
OPEN_STRING    : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'? ;
QUOTED         : '\'' ~['\r\n]* '\'' ;
CURLY_QUOTED   : [\u201C\u201D\u201E] ~["\u201C\u201D\u201E\r\n]* ["\u201C\u201D\u201E] ;
AND_AND        : '&&' ;
OR_OR          : '||' ;
BANG           : '!' ;
SEMICOLON      : ';' ;
FAT_ARROW      : '=>' ;
COLON_ASSIGN   : ':=' ;
C_COMMENT      : '/*' ~[\r\n]* ;
ODD_SPACE      : [\u00A0\u1680\u2000-\u200D\u202F\u205F\u2060\u3000\uFEFF]+ ;
BAD_CHARACTER  : [\uD800-\uDBFF] [\uDC00-\uDFFF] | . ;

fragment DIGITS   : [0-9] ('_'? [0-9])* ;
fragment HEX      : [0-9a-fA-F] ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
