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
NAME       : LETTER (LETTER | MARK)* ;

INT   : DIGITS | '0' [xX] HEX ('_'? HEX)* ;
FLOAT : DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT ;
IMAG  : (DIGITS | DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT) 'j' ;
PART  : '.' [0-9]+ ;
STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"' ;

COMMENT : '#' ~[\r\n]* ;
NEWLINE : '\n' ;
SPACE   : [ \t\r\f]+ -> skip ;

// What is not tgraph, one token for each mistake that has an explanation of its own.
BAD_NUMBER     : DIGITS ('.' DIGITS?)? LETTER (LETTER | MARK)* ;
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

// Ranges rather than the properties of Unicode: those take a third of the time of reading a short script.
fragment LETTER
  : [a-zA-Z_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u1FFF]
  | [\u210A-\u2113\u2C00-\u2DFF\u3041-\uD7FF\uF900-\uFDCF\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFDC]
  ;
fragment MARK     : [0-9\u0300-\u036F\u2080-\u209C] ;
fragment DIGITS   : [0-9] ('_'? [0-9])* ;
fragment HEX      : [0-9a-fA-F] ;
fragment EXPONENT : [eE] [+-]? DIGITS ;
