package org.tgraph.op.pointwise;

import java.util.EnumMap;
import java.util.Map;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** The signatures of the elementwise families, each made once. */
final class Signatures {
  private static final Map<Kind, Signature> UNARY = new EnumMap<>(Kind.class);
  private static final Map<Kind, Signature> BINARY = new EnumMap<>(Kind.class);
  private static final Map<Kind, Signature> PREDICATE = new EnumMap<>(Kind.class);
  private static final Map<Kind, Signature> COMPARISON = new EnumMap<>(Kind.class);

  private Signatures() {}

  static synchronized Signature unary(Kind kind) {
    return UNARY.computeIfAbsent(
        kind, k -> Signature.of("(x: K[..s]) -> K[..s]".replace("K", k.text())));
  }

  static synchronized Signature binary(Kind kind) {
    return BINARY.computeIfAbsent(
        kind, k -> Signature.of("(x: K[..s], y: K[..s]) -> K[..s]".replace("K", k.text())));
  }

  static synchronized Signature predicate(Kind kind) {
    return PREDICATE.computeIfAbsent(
        kind, k -> Signature.of("(x: K[..s]) -> bool[..s]".replace("K", k.text())));
  }

  static synchronized Signature comparison(Kind kind) {
    return COMPARISON.computeIfAbsent(
        kind, k -> Signature.of("(x: K[..s], y: K[..s]) -> bool[..s]".replace("K", k.text())));
  }
}
