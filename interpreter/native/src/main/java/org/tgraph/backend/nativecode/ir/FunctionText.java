package org.tgraph.backend.nativecode.ir;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.type.DType;

/** The text of one function while it is written: its blocks, and those that end it. */
final class FunctionText {
  private final Declarations declarations;
  private final StringBuilder first = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder last = new StringBuilder();
  private String block = "start";
  private int names;

  /**
   * @param declarations of all functions that are called, of the whole module
   */
  FunctionText(Declarations declarations) {
    this.declarations = declarations;
  }

  void line(String text) {
    body.append("  ").append(text).append('\n');
  }

  void define(String name, String text) {
    line("%" + name + " = " + text);
  }

  /** A name for a result that is used in one place. */
  String temporary(String text) {
    String name = "t" + names++;
    define(name, text);
    return "%" + name;
  }

  /** A vector of one number everywhere. */
  String everywhere(Lanes lanes, DType type, String one) {
    String vector = lanes.of(type);
    String first =
        temporary("insertelement " + vector + " poison, " + Types.of(type) + " " + one + ", i64 0");
    return temporary(
        "shufflevector %s %s, %s poison, <%d x i32> zeroinitializer"
            .formatted(vector, first, vector, lanes.count()));
  }

  /** The name of what adds a product of vectors to another, rounded once where that is possible. */
  String fused(Lanes lanes, DType type) {
    String vector = lanes.of(type);
    String name = "llvm.fmuladd." + lanes.suffix(type);
    declare("declare %s @%s(%s, %s, %s)".formatted(vector, name, vector, vector, vector));
    return name;
  }

  /** The name of a new block. */
  String label(String what) {
    return what + names++;
  }

  void begin(String label) {
    body.append(label).append(":\n");
    block = label;
  }

  /** The block that is being written. */
  String block() {
    return block;
  }

  void jump(String label) {
    line("br label %" + label);
  }

  void jump(String condition, String then, String otherwise) {
    line("br i1 " + condition + ", label %" + then + ", label %" + otherwise);
  }

  /** Memory of this call of the function, got once at its beginning. */
  void stack(String name, String type, int alignment) {
    first.append("  %" + name + " = alloca " + type + ", align " + alignment + "\n");
  }

  /** Lines after all blocks. */
  void atEnd(String text) {
    last.append(text);
  }

  /** A call of a function of numbers, which is declared. */
  String call(Lanes lanes, String function, DType result, List<Atom> in, String more) {
    List<String> types = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    in.forEach(x -> {
      types.add(lanes.of(x.type()));
      arguments.add(lanes.typed(x));
    });
    if (!more.isEmpty()) {
      types.add(more.substring(0, more.indexOf(' ')));
      arguments.add(more);
    }
    String type = lanes.of(result);
    declare(
        "declare "
            + type
            + " @"
            + function
            + "("
            + String.join(", ", types)
            + ")"
            + (function.startsWith("llvm.") ? "" : " nounwind willreturn memory(none)"));
    return "call " + type + " @" + function + "(" + String.join(", ", arguments) + ")";
  }

  void declare(String declaration) {
    declarations.add(declaration);
  }

  /** Keeps a function that nothing calls yet. */
  void use(String function) {
    declarations.use(function);
  }

  /** The whole function; {@code head} is what comes before its blocks. */
  String text(String head) {
    return head + " {\n" + first + "  br label %start\nstart:\n" + body + last + "}\n";
  }
}
