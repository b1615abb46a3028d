package org.tgraph.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

class SizesTest {
  private static final SizeVar N = SizeVar.of("n");
  private static final SizeVar M = SizeVar.of("m");
  private final Sizes sizes = new Sizes();

  private static List<Sizes.Claim> claim(String name, long actual, Dim... declared) {
    return Sizes.claims(name, Shape.of(declared), new long[] {actual});
  }

  @Test
  void solvesInWhateverOrder() {
    List<Sizes.Claim> claims = new ArrayList<>(claim("a", 12, Dim.of(N).times(Dim.of(M))));
    claims.addAll(claim("b", 7, Dim.of(N).times(2).plus(1)));
    assertEquals(Optional.empty(), sizes.bind(claims));
    assertEquals(Map.of(N, 3L, M, 4L), sizes.values());
  }

  @Test
  void namesBothPlaces() {
    assertEquals(Optional.empty(), sizes.bind(claim("a", 5, Dim.of(N))));
    Sizes.Conflict.Differs conflict =
        assertInstanceOf(
            Sizes.Conflict.Differs.class,
            sizes.bind(claim("b", 7, Dim.of(N).plus(1))).orElseThrow());
    assertEquals(6, conflict.expected());
    assertEquals(new Sizes.Place("a", 0), conflict.because().get(N));
    assertEquals(new Sizes.Place("b", 0), conflict.claim().place());
  }

  @Test
  void findsWhatCannotBe() {
    assertInstanceOf(
        Sizes.Conflict.Impossible.class,
        sizes.bind(claim("a", 7, Dim.of(N).times(2))).orElseThrow());
    assertInstanceOf(
        Sizes.Conflict.Impossible.class,
        new Sizes().bind(claim("a", 0, Dim.of(N).plus(1))).orElseThrow());
    assertInstanceOf(
        Sizes.Conflict.Impossible.class,
        new Sizes().bind(claim("a", 8, Dim.of(N).times(Dim.of(N)))).orElseThrow());
    Dim product = Dim.of(N).times(Dim.of(SizeVar.of("other")));
    assertInstanceOf(
        Sizes.Conflict.Unsolved.class, new Sizes().bind(claim("a", 9, product)).orElseThrow());
  }
}
