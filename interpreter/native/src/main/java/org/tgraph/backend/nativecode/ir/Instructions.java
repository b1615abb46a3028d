package org.tgraph.backend.nativecode.ir;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/** One number from others: each {@link Code} on each type as instructions of LLVM. */
final class Instructions {
  private final FunctionText out;
  private final Lanes lanes;

  Instructions(FunctionText out) {
    this(out, Lanes.ONE);
  }

  /** For several numbers at once. */
  Instructions(FunctionText out, Lanes lanes) {
    this.out = out;
    this.lanes = lanes;
  }

  void let(Statement.Let let) {
    out.define(let.result().toString(), text(let.code(), let.result(), let.operands()));
  }

  /** What combines a number with an accumulator; the order of floats does not matter. */
  String combined(Code code, Atom x, Atom y) {
    String text = text(code, new Var(-1, x.type()), List.of(x, y));
    if (!x.type().isFloat()) {
      return text;
    }
    return switch (code) {
      case ADD, MULTIPLY -> text.replaceFirst(" ", " reassoc ");
      // To order zeros by their signs takes half of the time.
      case MAXIMUM, MINIMUM -> text.replaceFirst(" ", " nsz ");
      default -> text;
    };
  }

  private String text(Code code, Var result, List<Atom> in) {
    Atom x = in.get(0);
    DType type = x.type();
    boolean isFloat = type.isFloat();
    boolean isUnsigned = type.isUnsigned() || type == DType.BOOL;
    return switch (code) {
      case ADD -> binary(isFloat ? "fadd" : "add", in);
      case SUBTRACT -> binary(isFloat ? "fsub" : "sub", in);
      case MULTIPLY -> binary(isFloat ? "fmul" : "mul", in);
      case DIVIDE -> binary("fdiv", in);
      case MODULO -> binary("frem", in);
      case QUOTIENT -> binary("sdiv", in);
      case REST -> binary("srem", in);
      case UNSIGNED_QUOTIENT -> binary("udiv", in);
      case UNSIGNED_REST -> binary("urem", in);
      case AND -> binary("and", in);
      case OR -> binary("or", in);
      case XOR -> binary("xor", in);
      case NEGATE ->
          isFloat
              ? "fneg " + lanes.typed(x)
              : "sub " + lanes.of(type) + " zeroinitializer, " + lanes.of(x);
      case INVERT -> "xor " + lanes.typed(x) + ", " + lanes.number(type, -1);
      case ABS ->
          isFloat
              ? intrinsic("fabs", type, in)
              : out.call(lanes, "llvm.abs." + lanes.suffix(type), type, in, "i1 false");
      case MAXIMUM -> intrinsic(isFloat ? "maximum" : isUnsigned ? "umax" : "smax", type, in);
      case MINIMUM -> intrinsic(isFloat ? "minimum" : isUnsigned ? "umin" : "smin", type, in);
      case FLOOR -> intrinsic("floor", type, in);
      case CEIL -> intrinsic("ceil", type, in);
      case TRUNC -> intrinsic("trunc", type, in);
      case ROUND -> intrinsic("rint", type, in);
      case SQRT -> intrinsic("sqrt", type, in);
      case COPY_SIGN -> intrinsic("copysign", type, in);
      case FUSED_MULTIPLY_ADD -> intrinsic("fma", type, in);
      case POWER -> power(in);
      case SHIFT_LEFT, SHIFT_RIGHT -> shift(code, in);
      case EQUAL -> compare(isFloat ? "fcmp oeq" : "icmp eq", in);
      case NOT_EQUAL -> compare(isFloat ? "fcmp une" : "icmp ne", in);
      case LESS -> compare(isFloat ? "fcmp olt" : isUnsigned ? "icmp ult" : "icmp slt", in);
      case LESS_EQUAL -> compare(isFloat ? "fcmp ole" : isUnsigned ? "icmp ule" : "icmp sle", in);
      case SELECT ->
          "select "
              + lanes.typed(x)
              + ", "
              + lanes.typed(in.get(1))
              + ", "
              + lanes.typed(in.get(2));
      case CONVERT -> convert(x, result.type());
      case BITS, FROM_BITS -> "bitcast " + lanes.typed(x) + " to " + lanes.of(result.type());
      case FAR_SINE -> VectorFunctions.call(out, lanes, "tg_far_sine", x);
      case FAR_COSINE -> VectorFunctions.call(out, lanes, "tg_far_cosine", x);
      case NEXT_AFTER ->
          out.call(lanes, type == DType.F32 ? "nextafterf" : "nextafter", type, in, "");
    };
  }

  private String binary(String name, List<Atom> in) {
    return name + " " + lanes.typed(in.get(0)) + ", " + lanes.of(in.get(1));
  }

  private String compare(String name, List<Atom> in) {
    return binary(name, in);
  }

  private String intrinsic(String name, DType type, List<Atom> in) {
    return out.call(lanes, "llvm." + name + "." + lanes.suffix(type), type, in, "");
  }

  /** Wraps around, so that the lowest bits of a wider power are right. */
  private String power(List<Atom> in) {
    DType type = in.get(0).type();
    String x = out.temporary(convert(in.get(0), DType.I64));
    String y = out.temporary(convert(in.get(1), DType.I64));
    String call = "call i64 @tg_power(i64 " + x + ", i64 " + y + ")";
    return Types.bits(type) == 64
        ? call
        : "trunc i64 " + out.temporary(call) + " to " + lanes.of(type);
  }

  /** A shift by too many places is undefined in LLVM, so it is made one by none. */
  private String shift(Code code, List<Atom> in) {
    Atom x = in.get(0);
    DType type = x.type();
    String llvm = lanes.of(type);
    int bits = Types.bits(type);
    String within =
        out.temporary("icmp ult " + lanes.typed(in.get(1)) + ", " + lanes.number(type, bits));
    String choose = "select " + lanes.of(DType.BOOL) + " " + within + ", ";
    String places =
        out.temporary(choose + lanes.typed(in.get(1)) + ", " + llvm + " zeroinitializer");
    boolean isLeft = code == Code.SHIFT_LEFT;
    String name = isLeft ? "shl" : type.isUnsigned() ? "lshr" : "ashr";
    String shifted = out.temporary(name + " " + lanes.typed(x) + ", " + places);
    String gone =
        isLeft || type.isUnsigned()
            ? "zeroinitializer"
            : out.temporary("ashr " + lanes.typed(x) + ", " + lanes.number(type, bits - 1));
    return choose + llvm + " " + shifted + ", " + llvm + " " + gone;
  }

  private String convert(Atom x, DType to) {
    DType from = x.type();
    String as = " to " + lanes.of(to);
    if (to == DType.BOOL) {
      return from.isFloat()
          ? "fcmp une " + lanes.typed(x) + ", zeroinitializer"
          : "icmp ne " + lanes.typed(x) + ", zeroinitializer";
    }
    boolean isUnsigned = from.isUnsigned() || from == DType.BOOL;
    if (from.isFloat()) {
      if (to.isFloat()) {
        return (to == DType.F32 ? "fptrunc " : "fpext ") + lanes.typed(x) + as;
      }
      String name = to.isUnsigned() ? "fptoui" : "fptosi";
      String function = "llvm." + name + ".sat." + lanes.suffix(to) + "." + lanes.suffix(from);
      return out.call(lanes, function, to, List.of(x), "");
    }
    if (to.isFloat()) {
      return (isUnsigned ? "uitofp " : "sitofp ") + lanes.typed(x) + as;
    }
    int grows = Types.bits(to) - Types.bits(from);
    String name = grows == 0 ? "bitcast" : grows < 0 ? "trunc" : isUnsigned ? "zext" : "sext";
    return name + " " + lanes.typed(x) + as;
  }
}
