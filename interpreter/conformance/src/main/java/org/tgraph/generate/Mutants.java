package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Checked;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Label;
import org.tgraph.generate.Piece.Part;
import org.tgraph.generate.Piece.Role;
import org.tgraph.generate.Piece.Sub;
import org.tgraph.generate.Script.Place;
import org.tgraph.generate.Script.Printed;
import org.tgraph.graph.GraphValidator;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.Executable;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * Programs with one size, axis, type or argument changed: each is still right, or it is rejected,
 * and then what is shown should touch the change.
 */
final class Mutants {
  /** What only the data decide, so that only the run can tell. */
  private static final Set<Code> AT_RUN_TIME =
      Set.of(
          Code.TG0305,
          Code.TG0307,
          Code.TG0802,
          Code.TG0803,
          Code.TG0804,
          Code.TG0805,
          Code.TG0806,
          Code.TG0801);

  private static final Failure NOTHING = new Failure("", "");

  /** What came of a mutant. */
  enum Fate {
    /** It is right still. */
    RIGHT,
    /** It is right, but for these data. */
    STOPPED,
    /** It is rejected, and what is shown touches the change. */
    TOUCHED,
    /** It is rejected in the statement that was changed. */
    IN_STATEMENT,
    /** It is rejected for something in another statement. */
    ELSEWHERE,
    /** It is neither right nor rejected. */
    WRONG
  }

  /**
   * A mutant and what came of it.
   *
   * @param details what is wrong, or what was shown and does not touch the change
   */
  record Mutant(Fate fate, Failure details, String text) {}

  private Mutants() {}

  /** The program with one place changed; nothing if it has no place to change. */
  static Optional<Mutant> of(Script script, long seed) {
    Chance chance = new Chance(seed ^ 0x5DEECE66DL);
    List<Place> places = script.print().places();
    List<Integer> candidates = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (!(places.get(i).piece() instanceof Piece.Text)) {
        candidates.add(i);
      }
    }
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    int number = chance.of(candidates);
    Script mutant = script.change(number, p -> changed(p, chance));
    Printed printed = mutant.print();
    Place place = printed.places().get(number);
    String text =
        printed.text()
            + "\nchanged: `%s` to `%s`"
                .formatted(
                    Script.text(List.of(places.get(number).piece())),
                    printed.text().substring(place.start(), place.end()));
    return Optional.of(attempt(mutant, printed, place, text));
  }

  private static Piece changed(Piece piece, Chance chance) {
    return switch (piece) {
      case Piece.Text t -> t;
      case Sub s -> new Sub(other(s.term().type(), chance));
      case Part p when p.role() == Role.ELEMENT ->
          new Part(Role.ELEMENT, chance.of(DType.values()).toString());
      case Part p -> new Part(p.role(), changed(p.text(), chance));
    };
  }

  private static String changed(String number, Chance chance) {
    return number.matches("-?[0-9]+")
        ? Long.toString(Long.parseLong(number) + chance.of(-2, -1, 1, 2, 5))
        : number + chance.of(" + 1", " - 1", " + 3");
  }

  /** Something of another type than this. */
  private static Term other(TensorType type, Chance chance) {
    String text =
        switch (chance.below(5)) {
          case 0 -> "ones((2, 4))";
          case 1 -> "true";
          case 2 -> "arange(7)";
          case 3 -> "f32(0.5)";
          default -> "zeros((3, 1, 2), dtype=i32)";
        };
    return Term.of(type, text);
  }

  private static Mutant attempt(Script mutant, Printed printed, Place place, String text) {
    Memory files = new Memory(mutant);
    try {
      Checked checked = files.check(printed.text(), true);
      if (checked.hasErrors()) {
        return new Mutant(fate(checked, printed, place), Trial.rejected("rejected", checked), text);
      }
      Computation computation = Computation.of(checked, files);
      List<String> invalid = GraphValidator.validate(computation.graph());
      if (!invalid.isEmpty()) {
        return wrong(new Failure("invalid graph", String.join("\n", invalid)), text);
      }
      Executable.Outcome outcome = computation.run(new ReferenceBackend());
      List<TensorType> types = computation.graph().outputs().stream().map(v -> v.type()).toList();
      return Trial.results(types, outcome)
          .map(f -> wrong(f, text))
          .orElse(new Mutant(Fate.RIGHT, NOTHING, ""));
    } catch (EvaluationProblem e) {
      return AT_RUN_TIME.contains(e.code())
          ? new Mutant(Fate.STOPPED, NOTHING, "")
          : wrong(new Failure("problem " + e.code(), e.toString()), text);
    } catch (RuntimeException | StackOverflowError e) {
      return wrong(Trial.failure("", e), text);
    }
  }

  private static Mutant wrong(Failure failure, String text) {
    return new Mutant(
        Fate.WRONG, new Failure("mutant: " + failure.kind(), failure.details()), text);
  }

  private static Fate fate(Checked checked, Printed printed, Place place) {
    List<Place> statement =
        printed.places().stream().filter(p -> p.statement() == place.statement()).toList();
    int start = statement.stream().mapToInt(Place::start).min().orElse(0);
    int end = statement.stream().mapToInt(Place::end).max().orElse(0);
    Fate fate = Fate.ELSEWHERE;
    for (Diagnostic d : checked.diagnostics()) {
      if (d.isError()) {
        List<Span> spans = new ArrayList<>(List.of(d.span()));
        d.labels().stream().map(Label::span).forEach(spans::add);
        for (Span span : spans) {
          if (span.start() <= place.end() && span.end() >= place.start()) {
            return Fate.TOUCHED;
          }
          if (span.start() <= end && span.end() >= start) {
            fate = Fate.IN_STATEMENT;
          }
        }
      }
    }
    return fate;
  }
}
