package org.tgraph.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** How sizes and types are written in messages, and what messages say of two sizes that differ. */
final class Names {
  private final Context c;

  Names(Context c) {
    this.c = c;
  }

  String text(Dim dim) {
    return dim.toString(SizeVar::shown);
  }

  String text(Type type) {
    return type.text(SizeVar::shown);
  }

  String text(Shape shape) {
    return shape.dims().isEmpty() ? "[]" : shape.toString(SizeVar::shown);
  }

  /** Two sizes as text; where variables of one name are different ones, both with their number. */
  String[] pair(Dim a, Dim b) {
    return pair(a.variables(), a::toString, b.variables(), b::toString);
  }

  /** As above, two types. */
  String[] pair(Type a, Type b) {
    return pair(variables(a), a::text, variables(b), b::text);
  }

  private String[] pair(
      Set<SizeVar> a,
      Function<Function<SizeVar, String>, String> first,
      Set<SizeVar> b,
      Function<Function<SizeVar, String>, String> second) {
    Map<String, SizeVar> seen = new HashMap<>();
    boolean clash = false;
    for (Set<SizeVar> vars : List.of(a, b)) {
      for (SizeVar var : vars) {
        SizeVar before = seen.putIfAbsent(var.name(), var);
        clash |= before != null && !before.equals(var);
      }
    }
    if (!clash) {
      return new String[] {first.apply(SizeVar::shown), second.apply(SizeVar::shown)};
    }
    String[] lines = {first.apply(this::numbered), second.apply(this::numbered)};
    return lines[0].equals(lines[1])
        ? new String[] {first.apply(this::placed), second.apply(this::placed)}
        : lines;
  }

  private static Set<SizeVar> variables(Type type) {
    Set<SizeVar> variables = new TreeSet<>();
    Types.sizes(type).forEach(d -> variables.addAll(d.variables()));
    return variables;
  }

  /** A name that says which of several it is by the line it comes from. */
  private String numbered(SizeVar var) {
    return c.origin(var)
        .map(o -> var.shown() + " (line " + line(o.span()) + ")")
        .orElse(var.shown());
  }

  /** As above, where several come from one line. */
  private String placed(SizeVar var) {
    return c.origin(var)
        .map(o -> "%s (%d:%d)".formatted(var.shown(), line(o.span()), column(o.span())))
        .orElse(var.shown());
  }

  private int column(Span then) {
    Span span = c.now(then);
    return span.source().position(span.start()).character() + 1;
  }

  private int line(Span then) {
    Span span = c.now(then);
    int line = span.source().lineNumber(span.source().position(span.start()).line());
    c.recording.line(span, line);
    return line;
  }

  /** Adds where the variables in two sizes come from, and what the difference of the two is. */
  Diagnostic explain(Diagnostic diagnostic, Dim a, Dim b) {
    Diagnostic result = diagnostic;
    Set<SizeVar> vars = new TreeSet<>(a.variables());
    vars.addAll(b.variables());
    for (SizeVar var : vars) {
      var origin = c.origin(var);
      if (origin.isPresent()
          && diagnostic.labels().stream().noneMatch(l -> l.span().equals(origin.get().span()))) {
        result = result.label(origin.get().span(), "`" + var.shown() + "` " + origin.get().text());
      }
    }
    Dim difference = a.minus(b);
    boolean alike = !a.variables().isEmpty() && !b.variables().isEmpty();
    if (alike && difference.constant().isPresent()) {
      long by = difference.value();
      result =
          result.note(
              "`"
                  + text(a)
                  + "` is "
                  + (by > 0 ? "larger" : "smaller")
                  + " than `"
                  + text(b)
                  + "` by "
                  + Math.abs(by)
                  + ".");
    } else if (SizeFixes.dropped(a, b) > 0) {
      result = result.note(fewer(b, a));
    } else if (SizeFixes.dropped(b, a) > 0) {
      result = result.note(fewer(a, b));
    } else if (alike && (a.variable().isEmpty() || b.variable().isEmpty())) {
      result = result.note("The difference is `" + text(difference) + "`, which need not be 0.");
    }
    for (SizeVar var : vars) {
      if (c.value(var).isPresent()) {
        result = result.note("In the file, `" + var.shown() + "` is " + c.value(var).get() + ".");
      }
    }
    return result;
  }

  /** Adds what {@link #explain(Diagnostic, Dim, Dim)} says of the first sizes that differ. */
  Diagnostic explain(Diagnostic diagnostic, Type a, Type b) {
    List<Dim> first = Types.sizes(a);
    List<Dim> second = Types.sizes(b);
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      if (!first.get(i).equals(second.get(i))) {
        return explain(diagnostic, first.get(i), second.get(i));
      }
    }
    return diagnostic;
  }

  /** What a slice that drops elements leaves. */
  private String fewer(Dim shorter, Dim longer) {
    int by = SizeFixes.dropped(longer, shorter);
    return "`%s` is smaller than `%s` by %d, as far as there are so many."
        .formatted(text(shorter), text(longer), by);
  }
}
