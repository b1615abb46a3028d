package org.tgraph.grammar;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * A node of the parse tree, which speaks of its words by their indices, so that its users need no
 * ANTLR.
 */
public class SyntaxNode extends ParserRuleContext {
  public SyntaxNode() {}

  public SyntaxNode(ParserRuleContext parent, int invokingState) {
    super(parent, invokingState);
  }

  /** The index of the first word. */
  public final int first() {
    return start.getTokenIndex();
  }

  /** The index of the last word. */
  public final int last() {
    return Math.max(first(), stop.getTokenIndex());
  }

  /** Whether an error stands in this node itself. */
  public final boolean failed() {
    return exception != null;
  }

  /** Whether one of the node's own words is of this type. */
  public final boolean has(int type) {
    return getToken(type, 0) != null;
  }

  /** The index of the first of the node's own words of this type, which must be there. */
  public final int word(int type) {
    return getToken(type, 0).getSymbol().getTokenIndex();
  }

  /** The indices of the node's own words of this type. */
  public final List<Integer> words(int type) {
    List<Integer> found = new ArrayList<>();
    for (ParseTree child : children) {
      if (child instanceof TerminalNode word && word.getSymbol().getType() == type) {
        found.add(word.getSymbol().getTokenIndex());
      }
    }
    return found;
  }

  /** The only or first node in this one; of a node that holds no other, itself. */
  public final SyntaxNode inner() {
    return getChild(0) instanceof SyntaxNode node ? node : this;
  }
}
