package org.tgraph.prelude;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.check.CallSite;
import org.tgraph.check.Similar;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** What composed functions ask of their arguments, and the diagnostics where it is not so. */
final class Requirements {
  private Requirements() {}

  /** The argument must have so many axes, none of them a pack. */
  static void rank(CallSite call, String name, Value value, int rank) {
    if (value.rank() == rank) {
      call.needLastAxes(name, value, rank);
      return;
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0303,
                call.span(name),
                "`%s` of %s must have %s, but this has %d."
                    .formatted(
                        name, call.called(), rank == 1 ? "1 axis" : rank + " axes", value.rank()))
            .note("It is `" + call.c().text(value.type()) + "`.");
    String text = call.span(name).text();
    boolean flattens = rank == 1 && value.rank() > 1 && !value.shape().hasPack();
    throw call.fail(d.fixIf(flattens, call.span(name), "reshape(" + text + ", -1)"));
  }

  /** An axis of one argument must be as long as one of another. */
  static void sameSize(
      CallSite call, String what, String name, Dim size, String other, Dim otherSize) {
    if (call.isEqual(size, otherSize)) {
      return;
    }
    String[] sizes = call.pair(size, otherSize);
    throw call.fail(
        call.explain(
            Diagnostic.error(
                    Code.TG0301,
                    call.at(),
                    "%s, but `%s` is not `%s`.".formatted(what, sizes[0], sizes[1]))
                .label(call.span(name), "this has `" + sizes[0] + "`")
                .label(call.span(other), "this has `" + sizes[1] + "`"),
            size,
            otherSize));
  }

  /** An argument must have the shape of another. */
  static void sameShape(CallSite call, String name, Value value, String other, Value otherValue) {
    boolean same = value.rank() == otherValue.rank();
    for (int axis = 0; same && axis < value.rank(); axis++) {
      same = call.isEqual(value.shape().dim(axis), otherValue.shape().dim(axis));
    }
    if (!same) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0301,
                  call.at(),
                  "`%s` of %s must have the shape of `%s`.".formatted(name, call.called(), other))
              .label(call.span(name), "this has shape `" + call.c().text(value.shape()) + "`")
              .label(
                  call.span(other), "this has shape `" + call.c().text(otherValue.shape()) + "`"));
    }
  }

  /** A text that is one of several; {@code otherwise} where the argument is left out. */
  static String option(CallSite call, String name, String otherwise, List<String> options) {
    if (!call.has(name)) {
      return otherwise;
    }
    String given = call.val(name) instanceof Val.Str s ? s.text() : "";
    if (options.contains(given)) {
      return given;
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0411,
            call.span(name),
            "`%s` of %s must be %s or \"%s\"."
                .formatted(
                    name,
                    call.called(),
                    options.subList(0, options.size() - 1).stream()
                        .map(o -> "\"" + o + "\"")
                        .collect(Collectors.joining(", ")),
                    options.getLast()));
    Optional<String> near = Similar.to(given, options);
    throw call.fail(
        near.isEmpty()
            ? d
            : d.fix(
                Fix.replace(
                    "write \"" + near.get() + "\"", call.span(name), "\"" + near.get() + "\"")));
  }

  /**
   * The shape of samples, which ends in that of a batch of parameters; the batch's where none is
   * given.
   *
   * @param of whose shape the batch's is, as in "the logits"
   */
  static Shape samples(CallSite call, Shape batch, String of) {
    if (!call.has("shape")) {
      return batch;
    }
    Shape shape = call.shape("shape", Optional.empty());
    int further = shape.rank() - batch.rank();
    if (further < 0 || !shape.slice(further, shape.rank()).equals(batch)) {
      throw call.fail(
          Code.TG0302,
          call.span("shape"),
          "The shape `%s` does not end in that of %s, `%s`."
              .formatted(call.c().text(shape), of, call.c().text(batch)));
    }
    return shape;
  }

  /** An axis of an argument must not be known to be empty. */
  static void someElements(CallSite call, String name, Dim size) {
    if (call.known(size).is(0)) {
      throw call.fail(
          Code.TG0305, call.span(name), "`%s` of %s is empty.".formatted(name, call.called()));
    }
  }

  /** A number or size of things, which must not be known to be less than {@code least}. */
  static Dim atLeast(CallSite call, String name, Dim size, long least) {
    if (call.known(size).isAtLeast(least) == Truth.NO) {
      throw call.fail(
          Code.TG0411,
          call.span(name),
          "`%s` of %s must be at least %d, but this is `%s`."
              .formatted(name, call.called(), least, call.c().text(size)));
    }
    return size;
  }
}
