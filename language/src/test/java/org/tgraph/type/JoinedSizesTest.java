package org.tgraph.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedSizesTest {
  private static final Dim N = Dim.of(new SizeVar("n", 0, SizeVar.Role.DECLARED));
  private static final Dim M = Dim.of(new SizeVar("m", 1, SizeVar.Role.DECLARED));

  private static Dim head(Dim size, Dim count) {
    return Dim.min(size, count);
  }

  private static Dim tail(Dim size, Dim count) {
    return Dim.max(Dim.ZERO, size.minus(count));
  }

  @Test
  void whatWasCutIsPutTogether() {
    Dim two = Dim.of(2);
    assertEquals(N, JoinedSizes.of(List.of(head(N, Dim.ONE), tail(N, Dim.ONE))));
    assertEquals(N, JoinedSizes.of(List.of(tail(N, M), head(N, M))));
    List<Dim> both = List.of(head(N, two), tail(M, two), tail(N, two), head(M, two), Dim.ONE);
    assertEquals(N.plus(M).plus(1), JoinedSizes.of(both));
  }

  @Test
  void whatWasCutElsewhereIsNot() {
    Dim sum = head(N, Dim.ONE).plus(tail(N, Dim.of(2)));
    assertEquals(sum, JoinedSizes.of(List.of(head(N, Dim.ONE), tail(N, Dim.of(2)))));
    assertEquals(
        head(N, M).plus(tail(M, M)).plus(tail(M, Dim.ONE)),
        JoinedSizes.of(List.of(head(N, M), tail(M, Dim.ONE))));
  }
}
