package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;

/**
 * Gives each argument of a call to its parameter, by name or by position.
 *
 * @param called the function in a message: {@code `sum`}
 * @param signature how it is declared, for a note
 */
record Parameters(Context c, String called, String signature, List<Slot> slots) {
  /** What other libraries call an argument, and its name here. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("argnums", "wrt"),
          Map.entry("dim", "axis"),
          Map.entry("axes", "axis"),
          Map.entry("keepdim", "keepdims"),
          Map.entry("ddof", "correction"),
          Map.entry("size", "shape"),
          Map.entry("loc", "mu"),
          Map.entry("mean", "mu"),
          Map.entry("scale", "sigma"),
          Map.entry("sd", "sigma"),
          Map.entry("std", "sigma"),
          Map.entry("df", "nu"),
          Map.entry("lam", "rate"),
          Map.entry("concentration", "alpha"),
          Map.entry("prob", "p"),
          Map.entry("probs", "p"),
          // Settings of samplers
          Map.entry("iter", "draws"),
          Map.entry("iter_sampling", "draws"),
          Map.entry("num_samples", "draws"),
          Map.entry("tune", "warmup"),
          Map.entry("iter_warmup", "warmup"),
          Map.entry("num_warmup", "warmup"),
          Map.entry("num_chains", "chains"),
          Map.entry("adapt_delta", "target"),
          Map.entry("target_accept", "target"),
          Map.entry("target_accept_prob", "target"),
          Map.entry("max_treedepth", "max_depth"),
          Map.entry("random_seed", "seed"));

  /** How other languages say at a distribution what was observed. */
  private static final Set<String> OBSERVED = Set.of("obs", "observed");

  /** A parameter. {@code isRest} takes all further positional arguments. */
  record Slot(String name, boolean isOptional, boolean isRest) {}

  Map<String, List<Argument>> bind(Arguments arguments, Span whole) {
    Map<String, List<Argument>> bound = new LinkedHashMap<>();
    int next = 0;
    for (Argument argument : arguments.list()) {
      Slot slot;
      if (argument.name().isPresent()) {
        slot = named(argument.name().get());
        if (bound.containsKey(slot.name)) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0209,
                      argument.name().get().span(),
                      "The argument `" + slot.name + "` of " + called + " is given twice.")
                  .label(bound.get(slot.name).get(0).span(), "it is given here first")
                  .note(called + " is " + signature));
        }
      } else {
        while (next < slots.size()
            && !slots.get(next).isRest
            && bound.containsKey(slots.get(next).name)) {
          next++;
        }
        if (next >= slots.size()) {
          throw tooMany(argument, arguments.list());
        }
        slot = slots.get(next);
      }
      bound.computeIfAbsent(slot.name, n -> new ArrayList<>()).add(argument);
    }
    List<String> missing =
        slots.stream()
            .filter(s -> !s.isOptional && !bound.containsKey(s.name))
            .map(Slot::name)
            .toList();
    if (!missing.isEmpty()) {
      String message =
          "The argument `%s` of %s is missing.".formatted(String.join("`, `", missing), called);
      Diagnostic d =
          Diagnostic.error(Code.TG0207, whole, message).note(called + " is " + signature);
      boolean isWhere = called.equals("`where`") && bound.size() == 1;
      throw c.fail(isWhere ? d.note("`nonzero` has the places of the true elements.") : d);
    }
    return bound;
  }

  private Slot named(Ident name) {
    for (Slot slot : slots) {
      if (slot.name.equals(name.name()) && !slot.isRest) {
        return slot;
      }
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0206,
                name.span(),
                "%s has no argument `%s`.".formatted(Tensors.upper(called), name.name()))
            .note(called + " is " + signature);
    List<String> names = slots.stream().map(Slot::name).toList();
    Optional<String> near =
        Optional.ofNullable(ELSEWHERE.get(name.name()))
            .filter(names::contains)
            .or(() -> Similar.to(name.name(), names));
    if (near.isPresent()) {
      d = d.fix(Fix.replace("write `" + near.get() + "`", name.span(), near.get()));
    }
    boolean isData =
        OBSERVED.contains(name.name())
            || signature.startsWith("`sample(m")
            || signature.startsWith("`model ");
    throw c.fail(
        isData && near.isEmpty()
            ? d.note("What was observed is said of the model: `m given {y: data}`.")
            : d);
  }

  private Reported tooMany(Argument argument, List<Argument> given) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0208,
                argument.span(),
                "%s takes %s, but is given %d."
                    .formatted(
                        Tensors.upper(called),
                        slots.size() == 1 ? "1 argument" : slots.size() + " arguments",
                        given.size()))
            .note(called + " is " + signature);
    if (isLoopOfJax(given)) {
      throw c.fail(ArgumentOrder.ofBounds(d, given));
    }
    int at = given.indexOf(argument);
    OptionalInt shape =
        IntStream.range(0, Math.min(slots.size(), given.size()))
            .filter(i -> slots.get(i).name.equals("shape"))
            .findFirst();
    if (shape.isPresent() && given.stream().allMatch(a -> a.name().isEmpty())) {
      Span first = given.get(shape.getAsInt()).span();
      Span all = first.source().span(first.start(), given.getLast().span().end());
      String text = "(" + all.text() + ")";
      d = d.fix(Fix.replace("a shape is one argument: write `" + text + "`", all, text));
    } else if (at == given.size() - 1
        && at > 0
        && given.get(at - 1).span().end() < argument.span().end()) {
      Span rest =
          argument.span().source().span(given.get(at - 1).span().end(), argument.span().end());
      d = d.fix(Fix.replace("leave it out", rest, ""));
    }
    return c.fail(d);
  }

  /** {@code fori_loop(lower, upper, f, init)}. */
  private boolean isLoopOfJax(List<Argument> given) {
    return called.equals("`fori`")
        && given.size() == 4
        && given.stream().allMatch(a -> a.name().isEmpty())
        && given.get(2).val() instanceof Val.Function;
  }
}
