package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/**
 * A function of the prelude: written in Java, or in the standard library.
 *
 * @param signature as users see it: {@code sum(x, axis=none, keepdims=false)}; a parameter with a
 *     default may be left out, {@code *values} takes any number of arguments
 * @param doc a sentence or two on what it does
 */
public record Builtin(String name, String signature, String doc, List<Param> params, Body body) {
  /** One parameter. */
  public record Param(String name, boolean isOptional, boolean isRest) {}

  /** What a call does. */
  public interface Body {
    /** Checks a call and makes its equations; none of the arguments is poison. */
    Val apply(CallSite call);
  }

  public static Builtin of(String signature, String doc, Body body) {
    int paren = signature.indexOf('(');
    List<Param> params = new ArrayList<>();
    for (String part : parts(signature, paren + 1, signature.lastIndexOf(')'))) {
      int equals = part.indexOf('=');
      boolean rest = part.startsWith("*");
      String name = equals >= 0 ? part.substring(0, equals) : rest ? part.substring(1) : part;
      params.add(new Param(name, equals >= 0 || rest, rest));
    }
    return new Builtin(signature.substring(0, paren), signature, doc, List.copyOf(params), body);
  }

  /** The parts between commas; one inside of brackets belongs to a default. */
  private static List<String> parts(String signature, int start, int end) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = start;
    for (int i = start; i < end; i++) {
      char c = signature.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(signature.substring(from, i));
        from = i + 2;
      }
    }
    if (from < end) {
      parts.add(signature.substring(from, end));
    }
    return parts;
  }

  /**
   * A function that is written in the language, in a module of the standard library, which is
   * loaded when the function is first called.
   */
  public static Builtin inLibrary(String module, String signature, String doc) {
    String name = signature.substring(0, signature.indexOf('('));
    return of(signature, doc, call -> call.forward(module, name, Map.of()));
  }

  /**
   * As above, for a function that takes a function {@code f} and what it is first applied to,
   * {@code start}.
   */
  public static Builtin ofFunction(String module, String signature, String doc) {
    String name = signature.substring(0, signature.indexOf('('));
    return of(
        signature,
        doc,
        call -> {
          if (!(call.val("f") instanceof Val.Function)) {
            throw call.c().fail(notAFunction(call));
          }
          return call.forward(module, name, Map.of());
        });
  }

  private static Diagnostic notAFunction(CallSite call) {
    String found = call.c().tensors.describe(call.val("f"));
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                call.span("f"),
                "`f` of %s must be a function, but this is %s.".formatted(call.called(), found))
            .note("`" + call.builtin().signature() + "`");
    return call.val("start") instanceof Val.Function
        ? ArgumentOrder.mended(d, call, List.of("f", "start"), List.of(1, 0))
        : d;
  }

  /**
   * As above, for a function that gets some of its arguments as tensors of one element type.
   *
   * @param kind what that type is of
   * @param of the names of these arguments
   */
  public static Builtin inLibrary(
      String module, String signature, String doc, Kind kind, String... of) {
    String name = signature.substring(0, signature.indexOf('('));
    List<String> arguments = List.of(of);
    return of(
        signature,
        doc,
        call -> {
          List<Value> values = call.together(arguments.stream().map(call::operand).toList(), kind);
          Map<String, Val> given = new HashMap<>();
          for (int i = 0; i < values.size(); i++) {
            given.put(arguments.get(i), new Val.Tensor(values.get(i)));
          }
          return call.forward(module, name, given);
        });
  }
}
