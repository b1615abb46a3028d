parser grammar TGraph;

options {
  tokenVocab = TGraphLexer;
}

program: (NAME | NEWLINE | OTHER)* EOF;
