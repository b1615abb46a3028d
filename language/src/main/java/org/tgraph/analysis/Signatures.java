package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.Findings;
import org.tgraph.check.FunctionDef;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.syntax.Expr;

/** The signature of the call that a place is in. */
final class Signatures {
  private Signatures() {}

  /** The names of a function's parameters, by which they can be given. */
  static List<String> names(Val function) {
    return switch (function) {
      case Val.Prelude p ->
          p.builtin().params().stream().filter(q -> !q.isRest()).map(Builtin.Param::name).toList();
      case Val.Defined d ->
          d.definition().source().params().stream().map(q -> q.name().name()).toList();
      default -> List.of();
    };
  }

  /** Where a call is half written it is checked with a word at the place. */
  static Optional<SignatureHelp> at(
      Analysis analysis, Source source, Findings findings, Known known, int offset) {
    Optional<SignatureHelp> found = at(findings, known, offset);
    if (found.isPresent() || findings.parsed().diagnostics().isEmpty()) {
      return found;
    }
    return analysis.instead(
        Completions.marked(source, offset, offset),
        marked -> at(marked, new Known(marked), offset));
  }

  private static Optional<SignatureHelp> at(Findings findings, Known known, int offset) {
    List<Object> path = Tree.around(findings.parsed().script(), offset);
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Expr.Call call
          && call.parens().start() < offset
          && offset <= call.parens().end()) {
        boolean isBehind = offset == call.parens().end() && call.parens().text().endsWith(")");
        Optional<Val> function = known.expression(call.function().span());
        if (!isBehind && function.isPresent()) {
          return of(function.get(), call, offset);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SignatureHelp> of(Val function, Expr.Call call, int offset) {
    return switch (function) {
      case Val.Prelude p ->
          Optional.of(help(p.builtin().signature(), p.builtin().doc(), p, call, offset));
      case Val.Defined d -> {
        FunctionDef def = d.definition();
        yield Optional.of(help(def.head().substring(3), def.source().doc(), d, call, offset));
      }
      default -> Optional.empty();
    };
  }

  private static SignatureHelp help(
      String signature, String doc, Val function, Expr.Call call, int offset) {
    List<SignatureHelp.Parameter> parameters = new ArrayList<>();
    int paren = signature.indexOf('(');
    int from = paren + 1;
    int depth = 0;
    for (int at = paren + 1; at < signature.length(); at++) {
      char c = signature.charAt(at);
      boolean isEnd = depth == 0 && (c == ',' || c == ')');
      if (isEnd && at > from) {
        int start = from + (signature.charAt(from) == ' ' ? 1 : 0);
        parameters.add(new SignatureHelp.Parameter(start, at));
        from = at + 1;
      }
      if (isEnd && c == ')') {
        break;
      }
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return new SignatureHelp(signature, doc, parameters, active(names(function), call, offset));
  }

  /** Which parameter the place is about: by its name, else by how many arguments stand before. */
  private static int active(List<String> names, Expr.Call call, int offset) {
    int before = 0;
    for (Expr.Arg arg : call.args()) {
      boolean isHere = arg.span().start() <= offset && offset <= arg.span().end();
      if (isHere && arg.name().isPresent()) {
        return names.indexOf(arg.name().get().name());
      }
      before += arg.span().end() < offset ? 1 : 0;
    }
    return before;
  }
}
