package org.tgraph.analysis;

import org.tgraph.check.Val;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** Types as the editor shows them, beside the text and on hover. */
final class TypeText {
  private static final int LONGEST_HINT = 60;

  private TypeText() {}

  /** The type; a size that the data decide is {@code _}, as it would have to be written. */
  static String of(Type type) {
    return type.text(var -> var.role() == SizeVar.Role.COUNTED ? "_" : var.shown());
  }

  /** The type, cut where it would push the text too far aside. */
  static String brief(Type type) {
    String whole = of(type);
    return whole.length() <= LONGEST_HINT ? whole : whole.substring(0, LONGEST_HINT - 1) + "…";
  }

  /** Whether the type can be written in a script, so that a click may insert it. */
  static boolean isWritable(Type type) {
    return switch (type) {
      case Type.Tuple t -> t.parts().stream().allMatch(TypeText::isWritable);
      case Type.Record r -> r.fields().values().stream().allMatch(TypeText::isWritable);
      case Type.Arrow a ->
          a.params().stream().allMatch(TypeText::isWritable)
              && a.result().filter(TypeText::isWritable).isPresent();
      case Type.Distribution d -> false;
      case Type.Model m -> false;
      case Type.Draws d -> false;
      case Type.Opaque o -> false;
      case Type.Nothing n -> false;
      case Type.Poison p -> false;
      default -> true;
    };
  }

  /** Whether there is a type worth showing: not of a function, a module or a mistake. */
  static boolean isTelling(Val val) {
    return !val.isPoison()
        && !(val instanceof Val.Function)
        && !(val instanceof Val.Module)
        && !(val instanceof Val.Nothing);
  }
}
