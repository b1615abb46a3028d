package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.index.LastWrite;
import org.tgraph.type.DType;

/** A value that is another with some elements changed. */
sealed interface Update {
  /** What the other elements are from, perhaps of another shape. */
  Value base();

  /** What is computed for it beside what it is put together by: where, and what. */
  List<Equation> computed();

  /** What else is read for it, at other places than it is written to. */
  List<Value> reads();

  /** Whether all is read before anything is written. */
  boolean isOfOne();

  /**
   * Elements are set.
   *
   * @param places says for each element which is written last
   * @param source the elements from the second one on along the axis of the positions; or one that
   *     is the same everywhere
   * @param isTable which of these
   */
  record Setting(Value base, Equation places, Value source, boolean isTable) implements Update {
    int batch() {
      return ((LastWrite) places.op()).batch();
    }

    /** Where the elements are, of each batch. */
    Value positions() {
      return places.operands().get(0);
    }

    @Override
    public List<Equation> computed() {
      return List.of(places);
    }

    @Override
    public List<Value> reads() {
      return List.of(positions(), source);
    }

    @Override
    public boolean isOfOne() {
      return positions().shape().isSingle();
    }
  }

  /**
   * Something is added to elements or subtracted from them.
   *
   * @param places adds it up among zeros
   * @param areDistinct whether no element is added to twice
   */
  record Sum(Value base, Equation places, boolean isNegative, boolean areDistinct)
      implements Update {
    @Override
    public List<Equation> computed() {
      return List.of(places);
    }

    @Override
    public List<Value> reads() {
      return places.operands();
    }

    @Override
    public boolean isOfOne() {
      return places.operands().get(0).shape().isSingle();
    }

    DType type() {
      return places.result().type().dtype();
    }

    /**
     * Whether numbers are the same, bit by bit, but for zeros: of whole ones all are, of others
     * those to which one number is added.
     */
    boolean isExact() {
      return type().isInt() || areDistinct;
    }
  }

  /**
   * Stretches along an axis are written ({@code x with [a:b] = v}): it is joined of those, and of
   * what the other has at the same places.
   *
   * @param written the numbers of the operands that are written
   */
  record Stretches(Value base, Set<Integer> written) implements Update {
    @Override
    public List<Equation> computed() {
      return List.of();
    }

    /** What is read at other places is kept before ({@link Updates}). */
    @Override
    public List<Value> reads() {
      return List.of();
    }

    @Override
    public boolean isOfOne() {
      return false;
    }
  }
}
