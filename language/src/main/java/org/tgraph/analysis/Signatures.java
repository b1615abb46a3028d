package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.check.Builtin;
import org.tgraph.check.Findings;
import org.tgraph.check.FunctionDef;
import org.tgraph.check.ParameterNames;
import org.tgraph.check.Val;
import org.tgraph.syntax.Expr;
import org.tgraph.type.Type;

/** The signature of the call that a place is in. */
final class Signatures {
  private Signatures() {}

  /** The names of a function's parameters, by which they can be given. */
  static List<String> names(Val function) {
    return switch (function) {
      case Val.Prelude p ->
          p.builtin().params().stream().filter(q -> !q.isRest()).map(Builtin.Param::name).toList();
      case Val.Named d ->
          d.definition().source().params().stream().map(q -> q.name().name()).toList();
      case Val.Transformed t -> ParameterNames.of(t).orElse(List.of());
      default -> List.of();
    };
  }

  /** Where a call is half written it is checked with a word at the place. */
  static Optional<SignatureHelp> at(Analysis analysis, Findings findings, Known known, int offset) {
    Optional<SignatureHelp> found = at(findings, known, offset);
    if (found.isPresent() || findings.parsed().diagnostics().isEmpty()) {
      return found;
    }
    return analysis.instead(
        Unfinished.marked(findings.parsed(), offset, offset),
        marked -> at(marked, new Known(marked), offset));
  }

  private static Optional<SignatureHelp> at(Findings findings, Known known, int offset) {
    List<Object> path = Tree.around(findings.parsed(), offset);
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Expr.Call call
          && call.parens().start() < offset
          && offset <= call.parens().end()) {
        boolean isBehind = offset == call.parens().end() && call.parens().text().endsWith(")");
        Optional<Val> function = known.expression(call.function().span());
        if (!isBehind && function.isPresent()) {
          return of(known, function.get(), call, offset);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<SignatureHelp> of(Known known, Val function, Expr.Call call, int offset) {
    return switch (function) {
      case Val.Prelude p ->
          Optional.of(help(p.builtin().signature(), p.builtin().doc(), p, call, offset));
      case Val.Named d -> {
        FunctionDef def = d.definition();
        yield Optional.of(
            help(
                def.head().substring(def.head().indexOf(' ') + 1),
                def.source().doc(),
                d,
                call,
                offset));
      }
      case Val.Transformed t ->
          known
              .functionType(t)
              .map(type ->
                  help(
                      signature(t, type, call),
                      "`" + TypeText.of(t.type()) + "`",
                      t,
                      call,
                      offset));
      default -> Optional.empty();
    };
  }

  /** {@code g(w: f64[k], x: f64[n]) -> f64[k]}, with the names where they are known. */
  private static String signature(Val.Transformed function, Type.Arrow type, Expr.Call call) {
    List<String> names = names(function);
    List<String> params = new ArrayList<>();
    for (int i = 0; i < type.params().size(); i++) {
      String text = TypeText.of(type.params().get(i));
      params.add(i < names.size() ? names.get(i) + ": " + text : text);
    }
    String name = call.function() instanceof Expr.Name n ? n.name() : function.transform();
    return name
        + params.stream().collect(Collectors.joining(", ", "(", ")"))
        + type.result().map(r -> " -> " + TypeText.of(r)).orElse("");
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
