package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Transposition;

/**
 * The transpose of a {@link Scan} that is linear in its carries and in some of its sequences and
 * captures: a scan in the other direction. It carries the cotangents of the carries, and sums of
 * the cotangents of the captures; its sequences are the known ones and the cotangents of the
 * outputs, its outputs the cotangents of the sequences.
 *
 * <p>A carry whose start is known is one whose tangent starts as a zero that was written out; it is
 * linear in the body like the others.
 */
final class ScanTranspose {
  private final Scan scan;
  private final GraphBuilder b;
  private final List<Optional<Value>> operands;
  private final List<Optional<Value>> cotangents;
  private final List<Optional<Value>> sums;

  /**
   * Whether zeros are to stay zero: those that a choice around the loop has left, or one in the
   * steps, which the steps before get.
   */
  private boolean haveZeros;

  /** The carries that have a cotangent. */
  private final TreeSet<Integer> active = new TreeSet<>();

  private GraphBuilder body;
  private List<Optional<Value>> known;
  private List<Optional<Value>> seeds;

  /** The sums of the cotangents of captures before a step, of those that it only adds some to. */
  private List<Optional<Value>> before;

  private ScanTranspose(
      Scan scan,
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    this.scan = scan;
    this.b = b;
    this.operands = operands;
    this.cotangents = cotangents.values();
    this.sums = sums;
    this.haveZeros = cotangents.haveZeros();
  }

  static Cotangents of(
      Scan scan,
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    return new ScanTranspose(scan, b, operands, cotangents, sums).transpose();
  }

  private Cotangents transpose() {
    for (int i = 0; i < scan.carries(); i++) {
      if (cotangents.get(i).isPresent()) {
        active.add(i);
      }
    }
    Cotangents pulled = pull();
    while (activate(pulled.values()) || pulled.haveZeros() && !haveZeros) {
      haveZeros |= pulled.haveZeros();
      pulled = pull();
    }
    return new Cotangents(loop(pulled.values()), haveZeros);
  }

  private boolean activate(List<Optional<Value>> pulled) {
    boolean more = false;
    for (int i = 0; i < scan.carries(); i++) {
      more |= pulled.get(i).isPresent() && active.add(i);
    }
    return more;
  }

  /** The transposed body, in a builder of its own: the cotangents of its inputs. */
  private Cotangents pull() {
    body = new GraphBuilder();
    body.at(b.origin());
    known = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value input = scan.body().inputs().get(i);
      boolean isKnown = i >= scan.carries() && operands.get(i).isPresent();
      known.add(isKnown ? Optional.of(input(input)) : Optional.empty());
    }
    seeds = new ArrayList<>();
    for (int i = 0; i < cotangents.size(); i++) {
      boolean has = i < scan.carries() ? active.contains(i) : cotangents.get(i).isPresent();
      seeds.add(has ? Optional.of(input(scan.body().outputs().get(i))) : Optional.empty());
    }
    before = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean has = operands.get(i).isEmpty() && scan.picks(i);
      before.add(has ? Optional.of(input(scan.body().inputs().get(i))) : Optional.empty());
    }
    return Transposition.emit(body, scan.body(), known, new Cotangents(seeds, haveZeros), before)
        .cotangents();
  }

  private Value input(Value like) {
    return body.input(like.type(), like.hint());
  }

  private List<Optional<Value>> loop(List<Optional<Value>> pulled) {
    List<Value> inputs = new ArrayList<>();
    List<Value> from = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    List<Integer> targets = new ArrayList<>();
    int rest = scan.carries() + scan.sequences();
    for (int i : active) {
      Value like = scan.body().inputs().get(i);
      inputs.add(seeds.get(i).orElseThrow());
      from.add(cotangents.get(i).orElseGet(() -> Formula.constant(b, 0, like)));
      outputs.add(pulled.get(i).orElseGet(() -> Formula.constant(body, 0, like)));
      targets.add(i);
    }
    for (int i = rest; i < operands.size(); i++) {
      if (pulled.get(i).isPresent()) {
        Value like = scan.body().inputs().get(i);
        Value sum = before.get(i).orElseGet(() -> input(like));
        Value part = pulled.get(i).get();
        inputs.add(sum);
        from.add(sums.get(i).orElseGet(() -> Formula.constant(b, 0, like)));
        outputs.add(before.get(i).isPresent() ? part : Formula.add(body, sum, part));
        targets.add(i);
      }
    }
    int carries = inputs.size();
    for (int i = scan.carries(); i < rest; i++) {
      if (known.get(i).isPresent()) {
        inputs.add(known.get(i).get());
        from.add(operands.get(i).orElseThrow());
      } else if (pulled.get(i).isPresent()) {
        outputs.add(pulled.get(i).get());
        targets.add(i);
      }
    }
    for (int i = scan.carries(); i < cotangents.size(); i++) {
      if (seeds.get(i).isPresent()) {
        inputs.add(seeds.get(i).get());
        from.add(cotangents.get(i).orElseThrow());
      }
    }
    int sequences = inputs.size() - carries;
    for (int i = rest; i < operands.size(); i++) {
      if (known.get(i).isPresent()) {
        inputs.add(known.get(i).get());
        from.add(operands.get(i).orElseThrow());
      }
    }
    List<Optional<Value>> results = new ArrayList<>();
    operands.forEach(o -> results.add(Optional.empty()));
    if (!outputs.isEmpty()) {
      Graph graph = new Graph(inputs, GraphBuilder.needed(body.body(), outputs), outputs);
      Scan back = new Scan(graph, carries, sequences, scan.length(), !scan.reverse());
      List<Value> found = Scan.emit(b, back, from);
      for (int k = 0; k < found.size(); k++) {
        // Of what is known there is no cotangent.
        if (operands.get(targets.get(k)).isEmpty()) {
          results.set(targets.get(k), Optional.of(found.get(k)));
        }
      }
    }
    return results;
  }
}
