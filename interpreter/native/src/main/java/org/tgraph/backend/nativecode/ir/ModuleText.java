package org.tgraph.backend.nativecode.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tgraph.backend.nativecode.loop.Statement;

/**
 * Loop code as a module of LLVM: one function to call with a frame, one for each kernel, and what
 * manages memory.
 */
public final class ModuleText {
  /** What is loaded once for all modules. */
  private static final String RUNTIME =
      """
      declare noalias ptr @tg_allocate(ptr, i64) nounwind
      declare void @tg_release(ptr, ptr) nounwind
      declare void @tg_release_all(ptr) nounwind cold
      declare i64 @tg_power(i64, i64) nounwind willreturn memory(none)
      """;

  /** The attributes of kernels, and of other functions, which are known once there are all. */
  static final String KERNEL = "#0";

  static final String OTHER = "#1";

  /**
   * For Intel's processors with vectors of 512 bits LLVM makes those of 256. In long loops the wide
   * ones take up to a third less time; loops of a few steps would be over before they fill one.
   */
  private static final String WIDE = " \"prefer-vector-width\"=\"512\"";

  /** Loops that are known to be shorter need no wide vectors. */
  private static final long LONG = 512;

  /**
   * With so many kernels they stay functions: as one function they would take LLVM more than twice
   * as long, and what a call costs is nothing beside a loop.
   */
  private static final int MANY = 24;

  private final Declarations declarations = new Declarations();
  private final List<String> functions = new ArrayList<>();
  private final StringBuilder metadata = new StringBuilder();
  private final OptionalInt checked;
  private int loops;
  private boolean hasLong;

  private ModuleText(OptionalInt checked) {
    this.checked = checked;
  }

  /**
   * @param name of the function to call, which takes the address of a frame and gives 0, or the
   *     number of a failure, counted from 1, or, if the call was cancelled, minus that of the place
   */
  public static String of(String name, List<Statement> statements) {
    return of(name, statements, OptionalInt.empty());
  }

  /**
   * The same with a check at each access to memory.
   *
   * @param slots how many the frame has, after which it has the bytes of the memory that each of
   *     them is the address of
   */
  public static String checked(String name, List<Statement> statements, int slots) {
    return of(name, statements, OptionalInt.of(slots));
  }

  private static String of(String name, List<Statement> statements, OptionalInt checked) {
    ModuleText module = new ModuleText(checked);
    FunctionText out = new FunctionText(module.declarations);
    StatementText text = new StatementText(out, module, Optional.empty());
    text.write(statements);
    out.line("ret i64 0");
    String main = out.text("define i64 @" + name + "(ptr %frame) " + OTHER);
    String width = module.hasLong ? WIDE : "";
    String inlining = module.functions.size() > MANY ? " noinline" : "";
    return module.declarations.text()
        + RUNTIME
        + String.join("", module.functions)
        + main
        + attributes(KERNEL, "nounwind willreturn" + width + inlining)
        + attributes(OTHER, "nounwind" + width)
        + module.metadata;
  }

  private static String attributes(String group, String attributes) {
    return "attributes " + group + " = { " + attributes + " }\n";
  }

  /** How many slots the frame has, where accesses to memory are checked. */
  OptionalInt checked() {
    return checked;
  }

  /** What is written behind the jump back of a loop that is to stay one. */
  String notUnrolled() {
    loops++;
    metadata.append(
        "!%d = distinct !{!%d, !{!\"llvm.loop.unroll.disable\"}}%n".formatted(loops, loops));
    return ", !llvm.loop !" + loops;
  }

  /** Writes a kernel as a function. */
  KernelText kernel(Statement.Kernel kernel) {
    hasLong |= kernel.shared().filter(s -> !s.isBelow(LONG)).isPresent();
    KernelText text = new KernelText("@kernel" + functions.size(), kernel, checked.isPresent());
    FunctionText out = new FunctionText(declarations);
    new StatementText(out, this, text.sharedLoop()).write(kernel.body());
    out.line("ret void");
    functions.add(out.text(text.head()) + text.task());
    return text;
  }
}
