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

  /** A mutant that is neither right nor rejected. */
  record Wrong(Failure failure, String text) {}

  private int accepted;
  private int failed;
  private int rejected;
  private int touching;
  private int inStatement;

  Optional<Wrong> of(Script script, long seed) {
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
    return attempt(mutant, printed, printed.places().get(number))
        .map(f -> new Wrong(f, printed.text() + "\nchanged: " + places.get(number).piece()));
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

  private Optional<Failure> attempt(Script mutant, Printed printed, Place place) {
    Memory files = new Memory(mutant);
    try {
      Checked checked = files.check(printed.text(), true);
      if (checked.hasErrors()) {
        rejected++;
        count(checked, printed, place);
        return Optional.empty();
      }
      accepted++;
      Computation computation = Computation.of(checked, files);
      List<String> invalid = GraphValidator.validate(computation.graph());
      if (!invalid.isEmpty()) {
        return Optional.of(new Failure("mutant: invalid graph", String.join("\n", invalid)));
      }
      Executable.Outcome outcome = computation.run(new ReferenceBackend());
      List<TensorType> types = computation.graph().outputs().stream().map(v -> v.type()).toList();
      return Trial.results(types, outcome)
          .map(f -> new Failure("mutant: " + f.kind(), f.details()));
    } catch (EvaluationProblem e) {
      failed++;
      return AT_RUN_TIME.contains(e.code())
          ? Optional.empty()
          : Optional.of(new Failure("mutant: problem " + e.code(), e.toString()));
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(Trial.failure("mutant: ", e));
    }
  }

  private void count(Checked checked, Printed printed, Place place) {
    boolean touches = false;
    boolean isNear = false;
    int start =
        printed.places().stream()
            .filter(p -> p.statement() == place.statement())
            .mapToInt(Place::start)
            .min()
            .orElse(0);
    int end =
        printed.places().stream()
            .filter(p -> p.statement() == place.statement())
            .mapToInt(Place::end)
            .max()
            .orElse(0);
    for (Diagnostic d : checked.diagnostics()) {
      if (d.isError()) {
        List<Span> spans = new ArrayList<>(List.of(d.span()));
        d.labels().stream().map(Label::span).forEach(spans::add);
        for (Span span : spans) {
          touches |= span.start() <= place.end() && span.end() >= place.start();
          isNear |= span.start() <= end && span.end() >= start;
        }
      }
    }
    touching += touches ? 1 : 0;
    inStatement += isNear ? 1 : 0;
  }

  String counts() {
    return "%d mutants: %d accepted (%d of them stopped by their data), %d rejected, %d of them (%.1f %%) touching the change and %d (%.1f %%) its statement"
        .formatted(
            accepted + rejected,
            accepted,
            failed,
            rejected,
            touching,
            100.0 * touching / Math.max(1, rejected),
            inStatement,
            100.0 * inStatement / Math.max(1, rejected));
  }
}
