package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Label;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Coerce;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** What all parts of the checker share while one script is checked: its state and its parts. */
public final class Context {
  private static final int DEEPEST_CALL = 100;

  final Modules modules;
  final DataHeaders headers;
  final Overrides overrides;
  final Recording recording = new Recording();
  final Facts facts = new Facts(recording);
  final Names names = new Names(this);
  final Tensors tensors = new Tensors(this);
  final TypeReader types = new TypeReader(this);
  final Operators operators = new Operators(this);
  final Indexing indexing = new Indexing(this);
  final Counting counting = new Counting(this);
  final Loops loops = new Loops(this);
  final Branches branches = new Branches(this);
  final Calls calls = new Calls(this);
  final Transforms transforms = new Transforms(this);
  final Models models = new Models(this);
  final Expressions expressions = new Expressions(this);
  final Statements statements = new Statements(this);
  final Patterns patterns = new Patterns(this);
  final Bodies bodies = new Bodies(this);
  final Imports imports = new Imports(this);
  final Inputs inputs = new Inputs(this);
  final Texts texts = new Texts(this);
  final KeyUses keys = new KeyUses(this);

  /** Follows the functions of a script of which only what has changed is checked. */
  Optional<VersionCheck> recheck = Optional.empty();

  /** Where the names of the script are defined, also those further down. */
  final Map<String, Span> later = new HashMap<>();

  /** The sites and derived values of the model that is followed, also those further down. */
  Map<String, Span> sites = Map.of();

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Set<List<Object>> reported = new HashSet<>();
  private final Map<SizeVar, Span> parameters = new HashMap<>();

  /** The sizes that were counted, by the value that has so many of what is counted. */
  final Memo<Value, SizeVar> counts = new Memo<>(recording);

  private final Followed followed = new Followed();
  private final GraphBuilder top = new GraphBuilder();
  private GraphBuilder builder = top;
  private boolean isInlining;
  private int lastId;
  private long errors;
  private BooleanSupplier isCancelled = () -> false;

  Context(Modules modules, DataHeaders headers, Overrides overrides, boolean isInlining) {
    this.modules = modules;
    this.headers = headers;
    this.overrides = overrides;
    this.isInlining = isInlining;
  }

  /** Where a place is in the text that is being checked, if it is one of an earlier version. */
  Span now(Span span) {
    return recheck.flatMap(r -> r.now(span)).orElse(span);
  }

  /** Ends the check early, by an exception, once this is so. */
  void cancelledBy(BooleanSupplier asked) {
    isCancelled = asked;
  }

  void checkCancelled() {
    if (isCancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }

  // Diagnostics

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * Reports a mistake. Inside the body of a function the call is shown too; the same mistake at the
   * same place is reported once, and of those that a call makes in the standard library the first.
   * What is only a warning there is not the user's.
   */
  public void report(Diagnostic diagnostic) {
    Optional<List<Diagnostic>> unforeseen = followed.unforeseen();
    if (unforeseen.isPresent()) {
      unforeseen.get().add(diagnostic);
      return;
    }
    if (!diagnostic.isError() && diagnostic.span().source().isLibrary()) {
      return;
    }
    Diagnostic shown = LibraryMessages.atUser(diagnostic, userPlace(diagnostic.span()));
    Optional<Followed.Call> outermost = followed.outermost();
    if (outermost.isPresent() && !outermost.get().at().equals(shown.span())) {
      shown = shown.label(outermost.get().at(), "in this call of " + outermost.get().called());
    }
    errors += shown.isError() ? 1 : 0;
    if (recording.said(shown, !shown.span().equals(diagnostic.span()))) {
      return;
    }
    boolean isFirst = shown.span().equals(diagnostic.span()) || reported.add(List.of(shown.span()));
    if (isFirst && reported.add(List.of(shown.code(), shown.span(), shown.message()))) {
      diagnostics.add(shown);
    }
  }

  /** Reports a mistake, and gives what to throw to leave the expression that it is in. */
  public Reported fail(Diagnostic diagnostic) {
    report(diagnostic);
    return new Reported();
  }

  public Reported fail(Code code, Span span, String message) {
    return fail(Diagnostic.error(code, span, message));
  }

  // Calls

  /**
   * Does {@code inside} as the body of a function called at {@code call}.
   *
   * @param isNamed whether it was called by its own name
   */
  <T> T inCall(Object function, String called, Span call, boolean isNamed, Supplier<T> inside) {
    return inCall(new Followed.Call(function, called, call, isNamed, Optional.empty()), inside);
  }

  /**
   * Does {@code inside} as the body of a function that was found right for all sizes. What is wrong
   * with it for those of this call is not reported but added to {@code unforeseen}. Such a body
   * leads to itself by nothing that is written in it, whichever body it is called in.
   */
  <T> T inExpanded(
      FunctionDef function, Span call, List<Diagnostic> unforeseen, Supplier<T> inside) {
    String called = "`" + function.name() + "`";
    return inCall(
        new Followed.Call(function, called, call, false, Optional.of(unforeseen)), inside);
  }

  /** Does {@code inside} to see what it gives, without a word on what is wrong with it. */
  <T> T inTrial(String called, Span at, Supplier<T> inside) {
    return inCall(
        new Followed.Call(new Object(), called, at, true, Optional.of(new ArrayList<>())), inside);
  }

  private <T> T inCall(Followed.Call entered, Supplier<T> inside) {
    rejectRecursion(entered.function(), entered.at());
    if (followed.depth() >= DEEPEST_CALL) {
      Optional<List<String>> cycle = followed.cycle(entered.function());
      if (cycle.isPresent()) {
        throw recursion(cycle.get(), entered.at(), Optional.empty());
      }
      throw fail(
          Code.TG0105, entered.at(), "More than " + DEEPEST_CALL + " calls are inside each other.");
    }
    return followed.into(
        entered, () -> entered.unforeseen().isPresent() ? facts.paused(inside) : inside.get());
  }

  /** Rejects a function that is called, or only named, in a body that its own body leads to. */
  void rejectRecursion(Object function, Span at) {
    Optional<List<String>> path = followed.recursion(function);
    if (path.isPresent()) {
      throw recursion(path.get(), at, Optional.empty());
    }
  }

  /** The functions into whose bodies calls are being followed, the outermost first. */
  List<String> called() {
    return followed.called();
  }

  /**
   * Reports that a function calls itself.
   *
   * @param path the functions from that one on, each of which calls the next
   */
  Reported recursion(List<String> path, Span call, Optional<Span> definition) {
    String first = path.get(0);
    String message =
        path.size() == 1
            ? (first.startsWith("`") ? "The function " + first : "This function") + " calls itself."
            : "Functions call each other: " + String.join(" → ", path) + " → " + first + ".";
    Diagnostic d = Diagnostic.error(Code.TG0210, call, message);
    d = definition.isPresent() ? d.label(definition.get(), "it is defined here") : d;
    return fail(d.note("There is no recursion; loops are `for`, `scan`, `fori` and `while`."));
  }

  /** How many calls are being followed. */
  int calls() {
    return followed.depth();
  }

  /** The call that is {@code depth} calls inside of the outermost. */
  Optional<Span> call(int depth) {
    return followed.at(depth);
  }

  /** Whether what is being checked is inside of a function or another inner computation. */
  boolean isInFunction() {
    return builder != top || followed.depth() > 0;
  }

  /** Whether what is checked was found right for all sizes before. */
  boolean isExpanding() {
    return followed.isExpanding();
  }

  /**
   * Whether it matters here that a number is below 0, when it was not written so: where a function
   * was checked for all sizes its sign was not known, and the function means the same for each.
   */
  boolean isSignUnforeseen(Dim number, Span written) {
    return isExpanding()
        && known(number).isAtLeast(0) == Truth.NO
        && !written.text().matches("-\\s*[\\d_]+");
  }

  /** Leaves an expression whose meaning would be another for the sizes of this call. */
  Reported unforeseenSign(Dim number, Span written) {
    return fail(Code.TG0307, written, "`" + text(number) + "` is negative.");
  }

  /** Whether the bodies of functions with a signature are expanded where they are called. */
  boolean isInlining() {
    return isInlining;
  }

  <T> T inlining(boolean now, Supplier<T> inside) {
    boolean before = isInlining;
    isInlining = now;
    try {
      return inside.get();
    } finally {
      isInlining = before;
    }
  }

  /** How many errors there were so far, the same one counted each time. */
  long errors() {
    return errors;
  }

  /** Does {@code inside} with equations that are not kept, outside of any call. */
  <T> T apart(Supplier<T> inside) {
    return followed.apart(() -> building(new GraphBuilder(), () -> inlining(false, inside)));
  }

  // The graph

  public GraphBuilder builder() {
    return builder;
  }

  /** The builder of the script itself, which the inputs belong to. */
  GraphBuilder top() {
    return top;
  }

  /** Does {@code inside} with another builder. */
  <T> T building(GraphBuilder other, Supplier<T> inside) {
    GraphBuilder before = builder;
    builder = other;
    try {
      return inside.get();
    } finally {
      builder = before;
    }
  }

  public void at(Span span) {
    builder.at(new Origin.Text(userPlace(span)));
  }

  /** The place itself; for one in the standard library, the call there that the user wrote. */
  Span userPlace(Span span) {
    if (!span.source().isLibrary()) {
      return span;
    }
    return followed.nearestOfUser().orElse(span);
  }

  /** Applies an operation to operands that fit it. */
  public Value emit(Op op, Value... operands) {
    return builder.one(op, operands);
  }

  /**
   * Applies an operation to operands that may not fit it.
   *
   * @param called how to call the operation in a message: {@code `cholesky`}
   * @param spans where the operands are written
   */
  public List<Value> apply(Op op, String called, List<Value> operands, List<Span> spans, Span at) {
    at(at);
    Inferred inferred = GraphBuilder.infer(op, operands);
    List<Value> fitting = operands;
    if (inferred instanceof Inferred.Problem && facts.knowsValues()) {
      List<Value> coerced = operands.stream().map(this::withKnownSizes).toList();
      if (GraphBuilder.infer(op, coerced) instanceof Inferred.Types) {
        fitting = coerced;
        inferred = GraphBuilder.infer(op, coerced);
      }
    }
    if (inferred instanceof Inferred.Problem p) {
      throw fail(ShapeMessages.of(this, op, called, p.problem(), operands, spans, at));
    }
    return builder.emit(op, fitting);
  }

  // Sizes

  SizeVar newSize(String name, SizeVar.Role role, Span place, String words) {
    SizeVar var = recording.again(name, role).orElseGet(() -> new SizeVar(name, ++lastId, role));
    recording.sized(var);
    facts.origin(var, new Label(place, words));
    return var;
  }

  Optional<Label> origin(SizeVar var) {
    return facts.origin(var);
  }

  /** Says where a size variable got its meaning, where that is known only later. */
  void origin(SizeVar var, Label label) {
    facts.origin(var, label);
  }

  /** Remembers the parameter in whose type a size is named first. */
  void declaredIn(SizeVar var, Span parameter) {
    parameters.put(var, parameter);
  }

  Optional<Span> declaredIn(SizeVar var) {
    return Optional.ofNullable(parameters.get(var));
  }

  /** Records that a size has this value in the file that was read. */
  void value(SizeVar var, long value) {
    facts.value(var, value);
  }

  Optional<Long> value(SizeVar var) {
    return facts.value(var);
  }

  /** The size with what the files say put in. */
  Dim known(Dim dim) {
    if (!facts.knowsValues() || dim.constant().isPresent()) {
      return dim;
    }
    return dim.substitute(this::known);
  }

  private Dim known(SizeVar var) {
    return value(var).map(Dim::of).orElseGet(() -> Dim.of(var));
  }

  private Value withKnownSizes(Value value) {
    Shape shape = value.shape().substitute(this::known);
    return coerce(value, shape);
  }

  /** Whether two sizes are equal, for the files that were read. */
  public Truth isEqual(Dim a, Dim b) {
    Truth truth = Dim.isEqual(a, b);
    return truth == Truth.UNKNOWN ? Dim.isEqual(known(a), known(b)) : truth;
  }

  /** The value under a shape that is equal as far as is known, and checked when it runs. */
  Value coerce(Value value, Shape shape) {
    if (value.shape().equals(shape)) {
      return value;
    }
    TensorType type = value.type().withShape(shape);
    return emit(new Coerce(type, List.of()), value);
  }

  // Text

  public String text(Dim dim) {
    return names.text(dim);
  }

  public String text(Type type) {
    return names.text(type);
  }

  public String text(Shape shape) {
    return names.text(shape);
  }

  public String text(Element element) {
    return element.toString();
  }
}
