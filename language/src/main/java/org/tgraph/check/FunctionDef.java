package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Element;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** A {@code fn} or {@code model}: its text, the scope it sees, and, once read, its signature. */
public final class FunctionDef {
  /** The signature of a function whose parameters all have types. */
  public record Signature(
      List<SizeVar> sizes,
      List<Element.Variable> kinds,
      List<Type> params,
      Optional<Type> result) {}

  /** Where the checking of the body for all sizes stands. */
  enum State {
    NEW,
    RUNNING,
    RIGHT,
    WRONG
  }

  /** All that checks of the body find. */
  record Found(
      Optional<Signature> signature,
      boolean isSignatureRead,
      State state,
      KeyUses.OfFunction keys) {}

  private final Statement statement;
  private final Statement.Fn source;
  private final Scope scope;
  private Object lineage = new Object();
  private Optional<Signature> signature = Optional.empty();
  private boolean isSignatureRead;
  private State state = State.NEW;
  private KeyUses.OfFunction keys = KeyUses.OfFunction.NONE;

  FunctionDef(Statement.Fn source, Scope scope) {
    this(source, source, scope);
  }

  /** A model, whose body is a block without a value. */
  FunctionDef(Statement.Model model, Scope scope) {
    this(
        model,
        new Statement.Fn(
            model.span(),
            model.doc(),
            model.name(),
            List.of(),
            model.params(),
            Optional.empty(),
            new Expr.Block(bodySpan(model), model.body(), Optional.empty())),
        scope);
  }

  private static Span bodySpan(Statement.Model model) {
    Span whole = model.span();
    int start = model.body().isEmpty() ? whole.end() : model.body().get(0).span().start();
    return whole.source().span(start, whole.end());
  }

  private FunctionDef(Statement statement, Statement.Fn source, Scope scope) {
    this.statement = statement;
    this.source = source;
    this.scope = scope;
  }

  /** The statement that defines it. */
  Statement statement() {
    return statement;
  }

  public boolean isModel() {
    return statement instanceof Statement.Model;
  }

  public String name() {
    return source.name().name();
  }

  /** The name in backticks, for a message. */
  String called() {
    return "`" + name() + "`";
  }

  public Statement.Fn source() {
    return source;
  }

  /** The same for all versions of a function whose head reads the same. */
  Object lineage() {
    return lineage;
  }

  void lineage(Object of) {
    lineage = of;
  }

  public Scope scope() {
    return scope;
  }

  /** Whether all parameters have types, so that it is checked once, for all sizes. */
  public boolean isAnnotated() {
    return source.params().stream().allMatch(p -> p.type().isPresent());
  }

  public Optional<Signature> signature() {
    return signature;
  }

  /** The size variable of a parameter that is a {@code dim}. */
  SizeVar size(Ident param) {
    return signature.orElseThrow().sizes().stream()
        .filter(v -> v.name().equals(param.name()) && v.role() == SizeVar.Role.DECLARED)
        .findFirst()
        .orElseThrow();
  }

  boolean isSignatureRead() {
    return isSignatureRead;
  }

  void signature(Optional<Signature> read) {
    signature = read;
    isSignatureRead = true;
  }

  /** What is known of its use of random keys once its body is checked. */
  KeyUses.OfFunction keys() {
    return keys;
  }

  void keys(KeyUses.OfFunction found) {
    keys = found;
  }

  State state() {
    return state;
  }

  void state(State now) {
    state = now;
  }

  Found found() {
    return new Found(signature, isSignatureRead, state, keys);
  }

  /** Goes back to what a check has found. */
  void found(Found then) {
    signature = then.signature;
    isSignatureRead = then.isSignatureRead;
    state = then.state;
    keys = then.keys;
  }

  Type type() {
    List<Type> params =
        signature
            .map(Signature::params)
            .orElseGet(
                () -> source.params().stream().<Type>map(p -> new Type.Opaque("_")).toList());
    return new Type.Arrow(params, signature.flatMap(Signature::result));
  }

  /** The head as the user wrote it, without the body: {@code fn f(x: f64[n]) -> f64}. */
  public String head() {
    String params =
        source.params().stream()
            .map(p -> p.name().name() + p.type().map(t -> ": " + t.span().text()).orElse(""))
            .collect(Collectors.joining(", "));
    String kinds =
        source.kinds().isEmpty()
            ? ""
            : source.kinds().stream()
                .map(k -> k.name().name() + ": " + k.kind().name())
                .collect(Collectors.joining(", ", "[", "]"));
    String result = source.result().map(t -> " -> " + t.span().text()).orElse("");
    return (isModel() ? "model " : "fn ") + name() + kinds + "(" + params + ")" + result;
  }
}
