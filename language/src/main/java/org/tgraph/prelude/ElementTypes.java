package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * Functions of element types: all is known before anything runs. An element type is what {@code
 * x.dtype} is, and what may be given as {@code dtype=}.
 */
final class ElementTypes {
  private static final Map<String, List<DType>> KINDS =
      Map.of(
          "bool", List.of(DType.BOOL),
          "signed integer", List.of(DType.I8, DType.I16, DType.I32, DType.I64),
          "unsigned integer", List.of(DType.U8, DType.U16, DType.U32, DType.U64),
          "integral", all(Kind.INT),
          "real floating", all(Kind.FLOAT),
          "complex floating", all(Kind.COMPLEX),
          "numeric", all(Kind.NUMERIC));

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "result_type(*arrays_and_dtypes)",
              "The element type that these tensors, numbers and element types are promoted to.",
              ElementTypes::resultType),
          Builtin.of(
              "can_cast(from_, to)",
              "Whether promotion makes the one element type, or that of a tensor, the other.",
              call -> {
                DType from = type(call, "from_", call.val("from_"));
                DType to = type(call, "to", call.val("to"));
                return new Val.Flag(DType.promote(from, to).filter(both -> both == to).isPresent());
              }),
          Builtin.of(
              "isdtype(dtype, kind)",
              "Whether an element type is another, or is of a kind: \"bool\", \"signed integer\","
                  + " \"unsigned integer\", \"integral\", \"real floating\", \"complex floating\","
                  + " \"numeric\"; or one of a tuple of these.",
              ElementTypes::isOfKind),
          Builtin.of(
              "finfo(type)",
              "What a float type holds: `bits`, `eps`, `max`, `min`, `smallest_normal`, `dtype`.",
              ElementTypes::floats),
          Builtin.of(
              "iinfo(type)",
              "What an integer type holds: `bits`, `max`, `min`, `dtype`.",
              ElementTypes::integers));

  private ElementTypes() {}

  private static List<DType> all(Kind kind) {
    return List.of(DType.values()).stream().filter(t -> t.isIn(kind)).toList();
  }

  /** The element type that an argument is, or has. */
  private static DType type(CallSite call, String name, Val val) {
    Element element = null;
    if (val instanceof Val.Conversion c) {
      element = c.element();
    } else if (call.isTensor(val)) {
      element = call.element(new Operand(val, call.span(name)));
    }
    if (element instanceof DType type) {
      return type;
    }
    throw call.fail(
        Diagnostic.error(
            Code.TG0411,
            call.span(name),
            element == null
                ? "`%s` of %s must be an element type such as `f64`, or a tensor, not %s."
                    .formatted(name, call.called(), call.describe(val))
                : "%s must know the element type, but `%s` stands for several."
                    .formatted(call.called(), element)));
  }

  private static Val resultType(CallSite call) {
    List<Operand> operands = new ArrayList<>();
    for (Operand given : call.rest("arrays_and_dtypes")) {
      Val val = given.val();
      boolean isType = val instanceof Val.Conversion;
      if (!isType && !call.isTensor(val)) {
        throw call.fail(
            Code.TG0413,
            given.span(),
            "`result_type` needs tensors and element types, but this is "
                + call.describe(val)
                + ".");
      }
      operands.add(
          isType
              ? new Operand(
                  new Val.Tensor(
                      call.b()
                          .opaque(TensorType.scalar((DType) ((Val.Conversion) val).element()), "")),
                  given.span())
              : given);
    }
    if (operands.isEmpty()) {
      throw call.fail(
          Code.TG0207, call.whole(), "`result_type` needs at least one tensor or element type.");
    }
    return new Val.Conversion(call.together(operands, Kind.ANY).get(0).type().element());
  }

  private static Val isOfKind(CallSite call) {
    DType type = type(call, "dtype", call.val("dtype"));
    boolean is = false;
    for (Operand kind : call.list("kind")) {
      if (kind.val() instanceof Val.Conversion c) {
        is |= c.element() == type;
      } else {
        String name = kind.val() instanceof Val.Str s ? s.text() : "";
        if (!KINDS.containsKey(name)) {
          throw call.fail(
              Diagnostic.error(Code.TG0411, kind.span(), "There is no such kind of element types.")
                  .note(
                      "The kinds are \""
                          + String.join("\", \"", KINDS.keySet().stream().sorted().toList())
                          + "\"."));
        }
        is |= KINDS.get(name).contains(type);
      }
    }
    return new Val.Flag(is);
  }

  private static Val floats(CallSite call) {
    DType type = type(call, "type", call.val("type")).part();
    if (!type.isFloat()) {
      throw call.fail(wrong(call, "a float type", type, "iinfo"));
    }
    boolean single = type == DType.F32;
    double max = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    Map<String, Val> fields = new LinkedHashMap<>();
    fields.put("bits", whole(8L * type.bytes()));
    fields.put("eps", new Val.WeakFloat(single ? Math.ulp(1f) : Math.ulp(1d)));
    fields.put("max", new Val.WeakFloat(max));
    fields.put("min", new Val.WeakFloat(-max));
    double least = single ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    fields.put("smallest_normal", new Val.WeakFloat(least));
    fields.put("dtype", new Val.Conversion(type));
    return new Val.Record(fields);
  }

  private static Val integers(CallSite call) {
    DType type = type(call, "type", call.val("type"));
    if (!type.isInt()) {
      throw call.fail(wrong(call, "an integer type", type, "finfo"));
    }
    Map<String, Val> fields = new LinkedHashMap<>();
    fields.put("bits", whole(8L * type.bytes()));
    fields.put("max", new Val.WeakInt(Limits.greatest(type)));
    fields.put("min", new Val.WeakInt(Limits.least(type)));
    fields.put("dtype", new Val.Conversion(type));
    return new Val.Record(fields);
  }

  private static Val whole(long number) {
    return new Val.WeakInt(BigInteger.valueOf(number));
  }

  private static Diagnostic wrong(CallSite call, String what, DType type, String other) {
    Diagnostic d =
        Diagnostic.error(
            Code.TG0411,
            call.span("type"),
            "%s needs %s, but this is `%s`.".formatted(call.called(), what, type));
    return type == DType.BOOL ? d : d.fix(Fix.replace("write `" + other + "`", call.at(), other));
  }
}
