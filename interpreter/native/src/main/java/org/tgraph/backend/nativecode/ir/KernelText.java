package org.tgraph.backend.nativecode.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;

/**
 * How the function of a kernel is called: with what it uses and does not define, and where its loop
 * may be shared, with the numbers of the first step and that after the last.
 */
final class KernelText {
  /** The names of these two. */
  static final String FIRST = "%first";

  static final String END = "%end";

  private final String name;
  private final Statement.Kernel kernel;
  private final List<Object> free;

  /**
   * @param isChecked whether it has to know how large the memory is that it uses
   */
  KernelText(String name, Statement.Kernel kernel, boolean isChecked) {
    this.name = name;
    this.kernel = kernel;
    this.free =
        Free.of(kernel.body()).stream()
            .flatMap(f ->
                isChecked && f instanceof Buffer buffer
                    ? Stream.of(f, new Bounds.Size(buffer))
                    : Stream.of(f))
            .toList();
  }

  /** The loop that may be shared. */
  Optional<Statement.For> sharedLoop() {
    return kernel.shared().map(s -> (Statement.For) kernel.body().getLast());
  }

  private String bounds() {
    return sharedLoop().isPresent() ? ", i64 " + FIRST + ", i64 " + END : "";
  }

  String head() {
    String parameters = free.stream().map(Free::parameter).collect(Collectors.joining(", "));
    return "define internal void "
        + name
        + "("
        + (parameters + bounds()).replaceFirst("^, ", "")
        + ") "
        + ModuleText.KERNEL;
  }

  /** Calls it for all steps. */
  void call(FunctionText out) {
    List<String> arguments = new ArrayList<>();
    free.forEach(f -> arguments.add(Free.argument(f)));
    sharedLoop()
        .ifPresent(
            loop -> arguments.addAll(List.of(Types.typed(loop.first()), Types.typed(loop.end()))));
    out.line("call void " + name + "(" + String.join(", ", arguments) + ")");
  }

  /** A function for a part of the steps that finds what the kernel uses in a table. */
  String task() {
    if (sharedLoop().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "define internal void "
            + name
            + "_part(ptr %table, i64 %first, i64 %end) "
            + ModuleText.OTHER
            + " {\n");
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < free.size(); i++) {
      String type = type(free.get(i));
      text.append("  %s" + i + " = getelementptr i64, ptr %table, i64 " + i + "\n");
      text.append("  %a" + i + " = load " + type + ", ptr %s" + i + "\n");
      arguments.add(type + " %a" + i);
    }
    // Those who share it count from 0; where it begins is in the last place.
    text.append("  %place = getelementptr i64, ptr %table, i64 " + free.size() + "\n");
    text.append("  %start = load i64, ptr %place\n");
    text.append("  %from = add i64 %start, %first\n  %to = add i64 %start, %end\n");
    arguments.add("i64 %from");
    arguments.add("i64 %to");
    text.append("  call void " + name + "(" + String.join(", ", arguments) + ")\n  ret void\n}\n");
    return text.toString();
  }

  private static String type(Object free) {
    return switch (free) {
      case Buffer b -> "ptr";
      case Bounds.Size s -> "i64";
      default -> Types.of(((Var) free).type());
    };
  }

  /** Fills a table for the parts, and has them done by the function in {@code sharer}. */
  void share(FunctionText out, String sharer) {
    String table = out.label("table");
    out.stack(table, "[" + (free.size() + 1) + " x i64]", 8);
    for (int i = 0; i < free.size(); i++) {
      String at = out.temporary("getelementptr i64, ptr %" + table + ", i64 " + i);
      out.line("store " + Free.argument(free.get(i)) + ", ptr " + at);
    }
    Statement.For loop = sharedLoop().orElseThrow();
    String place = out.temporary("getelementptr i64, ptr %" + table + ", i64 " + free.size());
    out.line("store " + Types.typed(loop.first()) + ", ptr " + place);
    String count = out.temporary("sub " + Types.typed(loop.end()) + ", " + Types.of(loop.first()));
    out.line(
        "call void " + sharer + "(ptr " + name + "_part, ptr %" + table + ", i64 " + count + ")");
  }
}
