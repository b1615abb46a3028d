lexer grammar TGraphLexer;

NAME: [\p{L}_] [\p{L}\p{N}_]*;
NEWLINE: '\r'? '\n';
BLANK: [ \t]+ -> skip;
OTHER: .;
