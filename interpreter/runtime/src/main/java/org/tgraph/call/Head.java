package org.tgraph.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.source.UserLine;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/**
 * The head of a function as messages show it, {@code predict(x: f64[n, k], w: f64[k])}, and the
 * messages about calls of it, which stand at the user's line.
 */
record Head(String name, Map<String, Type> parameters) {
  /** Where in the head each parameter is. */
  private record Written(Source source, Map<String, Span> places) {}

  private Written write() {
    StringBuilder text = new StringBuilder(name).append('(');
    Map<String, int[]> places = new HashMap<>();
    parameters.forEach((parameter, type) -> {
      text.append(places.isEmpty() ? "" : ", ");
      int start = text.length();
      text.append(parameter).append(": ").append(type.text(SizeVar::shown));
      places.put(parameter, new int[] {start, text.length()});
    });
    text.append(')');
    Source source = UserLine.outside(CallException.OURS).source(text.toString());
    Map<String, Span> spans = new HashMap<>();
    places.forEach((parameter, at) -> spans.put(parameter, source.span(at[0], at[1])));
    return new Written(source, spans);
  }

  String text() {
    return write().source().text();
  }

  /** About the call as a whole. */
  CallException problem(Code code, String message, String... notes) {
    Written written = write();
    Source source = written.source();
    Diagnostic diagnostic = Diagnostic.error(code, source.span(0, source.text().length()), message);
    for (String note : notes) {
      diagnostic = diagnostic.note(note);
    }
    return CallException.of(diagnostic);
  }

  /**
   * About an argument.
   *
   * @param tensor its name; that of a part begins with that of the parameter
   * @param arrived what it is, under the parameter; may be empty
   */
  CallException problem(Code code, String tensor, String message, String arrived) {
    return problem(code, tensor, message, arrived, Map.of());
  }

  /**
   * @param others what to write under other parameters
   */
  CallException problem(
      Code code, String tensor, String message, String arrived, Map<String, String> others) {
    Written written = write();
    Diagnostic diagnostic = Diagnostic.error(code, place(written, tensor), message).at(arrived);
    for (Map.Entry<String, String> other : others.entrySet()) {
      if (!place(written, other.getKey()).equals(diagnostic.span())) {
        diagnostic = diagnostic.label(place(written, other.getKey()), other.getValue());
      }
    }
    return CallException.of(diagnostic);
  }

  private Span place(Written written, String tensor) {
    return parameter(tensor)
        .map(written.places()::get)
        .orElseGet(() -> written.source().span(0, written.source().text().length()));
  }

  /** The parameter that a tensor is in, {@code p} for {@code p.w}. */
  private Optional<String> parameter(String tensor) {
    List<String> found = new ArrayList<>();
    for (String parameter : parameters.keySet()) {
      if (tensor.equals(parameter) || tensor.startsWith(parameter + ".")) {
        found.add(parameter);
      }
    }
    return found.stream().findFirst();
  }
}
