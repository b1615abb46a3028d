package org.tgraph.syntax;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.grammar.SyntaxNode;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** The words that the grammar saw, by their index. */
record Words(Source source, List<Lexeme> list) {
  int type(int index) {
    return list.get(index).type();
  }

  Span span(int index) {
    return source.span(list.get(index).start(), list.get(index).end());
  }

  Span span(int first, int last) {
    int start = list.get(first).start();
    return source.span(start, Math.max(start, list.get(last).end()));
  }

  Span span(SyntaxNode node) {
    return span(node.first(), node.last());
  }

  String text(int index) {
    return source.text().substring(list.get(index).start(), list.get(index).end());
  }

  Ident ident(int index) {
    return new Ident(text(index), span(index));
  }

  List<Ident> idents(List<Integer> indices) {
    List<Ident> idents = new ArrayList<>();
    for (int index : indices) {
      idents.add(ident(index));
    }
    return List.copyOf(idents);
  }
}
