// The sentences of tgraph: LL(1) throughout, so the generated parser predicts nothing and needs no second stage.
//
// An expression is a flat list of operands and operators here; org.tgraph.syntax.Operators builds the tree from
// the precedences that org.tgraph.syntax.BinaryOp states. A prefix is anything that takes all that
// follows it as its operand: `-`, `not`, but also `x ->` and `for i < n:`.
//
// Every statement ends with NEWLINE (Layout puts one where the text has none), brackets always balance
// (Brackets repairs them), and an error ends the statement it stands in (StatementRecovery).
parser grammar TGraphParser;

options {
  tokenVocab = TGraphLexer;
  contextSuperClass = SyntaxNode;
}

statement
  : ( let
    | fn
    | importing
    | input
    | type
    | model
    | test
    | bench
    | asserting
    | derived
    | factor
    | site
    | expr
    | unexpected
    ) NEWLINE
  ;
  catch [org.antlr.v4.runtime.misc.ParseCancellationException e] {
    StatementRecovery.resume(this, _localctx);
  }

let       : LET pattern (COLON typeExpr)? ASSIGN expr ;
fn        : FN NAME kinds? params (ARROW typeExpr)? (ASSIGN expr | block) ;
kinds     : LBRACK kind (COMMA kind)* LAST_COMMA? RBRACK ;
kind      : NAME COLON NAME ;
params    : LPAREN (param (COMMA param)* LAST_COMMA?)? RPAREN ;
param     : (NAME | ARGUMENT) (COLON typeExpr)? (ASSIGN expr)? ;
importing : IMPORT NAME (AS NAME)? ;
input     : INPUT NAME (COLON typeExpr)? ASSIGN expr ;
type      : TYPE NAME (LBRACK names RBRACK)? ASSIGN typeExpr ;
names     : NAME (COMMA NAME)* LAST_COMMA? ;
model     : MODEL NAME params block ;
test      : TEST STRING block ;
bench     : BENCH STRING block ;
asserting : ASSERT expr (COMMA expr)? ;
derived   : DERIVED NAME (COLON typeExpr)? ASSIGN expr ;
factor    : FACTOR expr ;
site      : SITE (COLON typeExpr)? TILDE expr ;

block : LBRACE statement* RBRACE ;

// A statement that begins with what no statement begins with.
unexpected
  : { StatementRecovery.refuse(this); }
    ~( LET | FN | IMPORT | INPUT | TYPE | MODEL | TEST | BENCH | ASSERT | DERIVED | FACTOR | SITE
     | PLUS | MINUS | TILDE | NOT | PARAMETER | LAMBDA | FOR
     | NAME | INT | FLOAT | IMAG | STRING | TRUE | FALSE | NONE
     | LPAREN | LBRACK | RECORD | LBRACE | IF | NEWLINE | RBRACE )
  ;

expr    : operand infix* ;
operand : prefix* primary postfix* ;

prefix
  : PLUS
  | MINUS
  | TILDE
  | NOT
  | PARAMETER ARROW
  | LAMBDA (lambdaParam (COMMA lambdaParam)* LAST_COMMA?)? RPAREN ARROW
  | FOR index (COMMA index)* COLON
  ;
lambdaParam : pattern (COLON typeExpr)? ;
index       : NAME (LESS expr)? ;

primary
  : NAME
  | INT
  | FLOAT
  | IMAG
  | STRING
  | TRUE
  | FALSE
  | NONE
  | paren
  | list
  | record
  | block
  | conditional
  ;
paren       : LPAREN (expr (COMMA expr)* LAST_COMMA?)? RPAREN ;
list        : LBRACK (expr (COMMA expr)* LAST_COMMA?)? RBRACK ;
record      : RECORD field (COMMA field)* LAST_COMMA? RBRACE ;
field       : NAME COLON expr ;
conditional : IF expr block (ELSE (conditional | block))? ;

postfix
  : LPAREN (argument (COMMA argument)* LAST_COMMA?)? RPAREN
  | subscripts
  | DOT NAME
  | PART
  ;
argument   : ARGUMENT ASSIGN expr | expr ;
subscripts : LBRACK (subscript (COMMA subscript)* LAST_COMMA?)? RBRACK ;
subscript  : ELLIPSIS | expr slice? | slice ;
slice      : COLON expr? (COLON expr?)? ;

infix
  : operator operand
  | AS typeExpr
  | WITH (record | subscripts (ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | MULTIPLY_ASSIGN | DIVIDE_ASSIGN) operand)
  ;
operator
  : OR | AND
  | EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL
  | BIT_OR | BIT_XOR | BIT_AND | SHIFT_LEFT | SHIFT_RIGHT
  | PLUS | MINUS | MULTIPLY | DIVIDE | FLOOR_DIVIDE | REMAINDER | MATMUL | POWER
  | PIPE | GIVEN
  ;

pattern
  : NAME
  | UNDERSCORE
  | (LPAREN | LAMBDA) (pattern (COMMA pattern)* LAST_COMMA?)? RPAREN
  | RECORD names RBRACE
  ;

typeExpr
  : NAME (DOT NAME)? axes?
  | LAMBDA (typeExpr (COMMA typeExpr)* LAST_COMMA?)? RPAREN ARROW typeExpr
  | LPAREN (typeExpr (COMMA typeExpr)* LAST_COMMA?)? RPAREN
  | RECORD typeField (COMMA typeField)* LAST_COMMA? RBRACE
  | LBRACE RBRACE
  ;
typeField : NAME COLON typeExpr ;
axes      : LBRACK (axis (COMMA axis)* LAST_COMMA?)? RBRACK ;
axis      : PACK NAME | UNDERSCORE | expr ;
