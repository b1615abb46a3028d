package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataProblem;
import org.tgraph.data.Widening;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.program.InputFile;
import org.tgraph.program.TextInput;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** {@code input x: T = read("file")}: brings what is in the file and the declared type together. */
final class Inputs {
  /** An input whose parts are being collected. */
  private record Open(
      String name,
      Span span,
      String path,
      List<InputFile.Leaf> leaves,
      List<InputFile.TextQuery> queries) {}

  private final Context c;
  private final List<Open> inputs = new ArrayList<>();
  private final Map<TextInput, Open> texts = new LinkedHashMap<>();
  private final Memo<List<Object>, Value> answers;

  Inputs(Context c) {
    this.c = c;
    this.answers = new Memo<>(c.recording);
  }

  /** Forgets the inputs: the script is checked anew. */
  void restart() {
    inputs.clear();
    answers.clear();
  }

  List<InputFile> files() {
    return inputs.stream()
        .map(o -> new InputFile(o.name, o.span, o.path, o.leaves, o.queries))
        .toList();
  }

  void input(Statement.Input s, Scope scope) {
    Val val = Val.POISON;
    try {
      val = read(s, scope);
    } finally {
      c.patterns.bind(new Pattern.Bind(s.name().span(), s.name().name()), val, s.span(), scope);
    }
  }

  private Val read(Statement.Input s, Scope scope) {
    Optional<Type> declared = Optional.empty();
    List<SizeVar> fresh = new ArrayList<>();
    if (s.type().isPresent()) {
      declared = Optional.of(c.types.read(s.type().get(), scope, fresh));
    }
    Expr.StrLit literal = path(s.source(), s.span());
    String path = c.overrides.files().getOrDefault(s.name().name(), literal.value());
    Open open = new Open(s.name().name(), s.span(), path, new ArrayList<>(), new ArrayList<>());
    inputs.add(open);
    Optional<DataNode> content = content(path, literal);
    if (declared.isEmpty()) {
      return content.map(n -> found(n, List.of(), open)).orElse(Val.POISON);
    }
    Span at = s.type().get().span();
    return declared(declared.get(), content, List.of(), open, at);
  }

  private Expr.StrLit path(Expr source, Span statement) {
    if (source instanceof Expr.Call call
        && call.function() instanceof Expr.Name name
        && name.name().equals("read")
        && call.args().size() == 1
        && call.args().get(0).value() instanceof Expr.StrLit literal) {
      return literal;
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0411, source.span(), "An `input` is read from a file: `read(\"file.csv\")`.");
    Span keyword = statement.source().span(statement.start(), statement.start() + 5);
    throw c.fail(
        source instanceof Expr.ListLit && keyword.text().equals("input")
            ? d.fix(Fix.replace("write `let`", keyword, "let"))
            : d);
  }

  private Optional<DataNode> content(String path, Expr.StrLit literal) {
    Span span = literal.span();
    DataHeaders.Header header = c.headers.header(path);
    c.recording.header(path, header);
    return switch (header) {
      case DataHeaders.Header.Found found -> Optional.of(found.content());
      case DataHeaders.Header.Missing missing -> {
        String similar = missing.similar().orElse("");
        boolean isWritten = path.equals(literal.value());
        c.report(
            Diagnostic.error(Code.TG0701, span, "There is no file `" + path + "`.")
                .note("Paths are relative to the script.")
                .fixIf(
                    isWritten && !similar.isEmpty() && !similar.matches(".*[\"\\\\].*"),
                    span,
                    "\"" + similar + "\""));
        yield Optional.empty();
      }
      case DataHeaders.Header.Bad bad -> {
        c.report(Diagnostic.error(bad.problem().code(), span, bad.problem().message()));
        yield Optional.empty();
      }
    };
  }

  // Without a declared type

  private Val found(DataNode node, List<String> at, Open open) {
    return switch (node) {
      case DataNode.Numbers n -> leaf(new TensorType(n.dtype(), Shape.of(n.shape())), at, open);
      case DataNode.Text t -> text(Shape.of(t.shape()), at, open);
      case DataNode.Fields f -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        f.fields().forEach((name, field) -> fields.put(name, found(field, plus(at, name), open)));
        yield new Val.Record(fields);
      }
    };
  }

  private static List<String> plus(List<String> at, String name) {
    List<String> longer = new ArrayList<>(at);
    longer.add(name);
    return longer;
  }

  private Val leaf(TensorType type, List<String> at, Open open) {
    String hint = at.isEmpty() ? open.name : at.get(at.size() - 1);
    Value value = c.builder().input(type, hint);
    open.leaves.add(new InputFile.Leaf(List.copyOf(at), value));
    return new Val.Tensor(value);
  }

  private Val text(Shape shape, List<String> at, Open open) {
    TextInput text = new TextInput(at, shape);
    texts.put(text, open);
    return new Val.TextColumn(text);
  }

  // With a declared type

  private Val declared(
      Type type, Optional<DataNode> content, List<String> at, Open open, Span span) {
    return switch (type) {
      case TensorType t -> tensor(t, content, at, open, span);
      case Type.Text t -> {
        if (content.isPresent()) {
          if (!(content.get() instanceof DataNode.Text text)) {
            throw wrong(type, content.get(), at, open, part(span, at));
          }
          sizes(t.shape(), text.shape(), at, open, part(span, at));
        }
        yield text(t.shape(), at, open);
      }
      case Type.Record r -> record(r, content, at, open, span);
      default ->
          throw c.fail(
              Code.TG0703, span, "A file holds tensors, text and records of them, nothing else.");
    };
  }

  private Val record(
      Type.Record type, Optional<DataNode> content, List<String> at, Open open, Span span) {
    if (content.isPresent() && !(content.get() instanceof DataNode.Fields)) {
      throw wrong(type, content.get(), at, open, span);
    }
    Map<String, DataNode> inFile =
        content.map(n -> ((DataNode.Fields) n).fields()).orElse(Map.of());
    Map<String, Val> fields = new LinkedHashMap<>();
    type.fields()
        .forEach((name, field) -> {
          Val val = Val.POISON;
          try {
            if (content.isPresent() && !inFile.containsKey(name)) {
              throw c.fail(messages(open).missing(name, inFile, at, span));
            }
            val =
                declared(field, Optional.ofNullable(inFile.get(name)), plus(at, name), open, span);
          } catch (Reported reported) {
            // The other fields are checked all the same.
          }
          fields.put(name, val);
        });
    return new Val.Record(fields);
  }

  private Val tensor(
      TensorType type, Optional<DataNode> content, List<String> at, Open open, Span span) {
    if (content.isEmpty()) {
      return leaf(type, at, open);
    }
    Span where = part(span, at);
    if (content.get() instanceof DataNode.Fields table && type.rank() == 2) {
      return matrix(type, table, at, open, where);
    }
    if (!(content.get() instanceof DataNode.Numbers numbers)
        || !reads(numbers, type.dtype(), at, open, where)) {
      throw wrong(type, content.get(), at, open, where);
    }
    sizes(type.shape(), numbers.shape(), at, open, where);
    return leaf(type, at, open);
  }

  /** A table of numbers as one matrix, its columns in their order. */
  private Val matrix(
      TensorType type, DataNode.Fields table, List<String> at, Open open, Span span) {
    List<Value> columns = new ArrayList<>();
    for (Map.Entry<String, DataNode> column : table.fields().entrySet()) {
      if (!(column.getValue() instanceof DataNode.Numbers numbers)
          || numbers.shape().length != 1
          || !reads(numbers, type.dtype(), plus(at, column.getKey()), open, span)) {
        throw wrong(
            type.withShape(type.shape().slice(0, 1)),
            column.getValue(),
            plus(at, column.getKey()),
            open,
            span);
      }
      sizes(type.shape(), new long[] {numbers.shape()[0], table.fields().size()}, at, open, span);
      TensorType row = type.withShape(type.shape().slice(0, 1));
      Value value = ((Val.Tensor) leaf(row, plus(at, column.getKey()), open)).value();
      columns.add(c.emit(new Reshape(value.shape().insert(1, Dim.ONE)), value));
    }
    Value matrix = c.builder().emit(new Concat(1, columns.size()), columns).get(0);
    return new Val.Tensor(c.coerce(matrix, type.shape()));
  }

  /**
   * Whether what is in a file can be read as the declared element type. Where numbers that are text
   * are declared as whole, each is looked at, and the first that is none is reported.
   */
  private boolean reads(
      DataNode.Numbers numbers, DType declared, List<String> at, Open open, Span span) {
    if (!Widening.readable(numbers, declared)) {
      return false;
    }
    if (!numbers.exact() && declared.isInt() && numbers.dtype() != declared) {
      Optional<DataProblem> misfit = c.headers.misfit(open.path, at, declared);
      if (misfit.isPresent()) {
        throw c.fail(messages(open).cell(misfit.get(), numbers.dtype(), declared, span));
      }
    }
    return true;
  }

  private Reported wrong(Type type, DataNode node, List<String> at, Open open, Span span) {
    return c.fail(messages(open).wrong(type, node, at, span));
  }

  private InputMessages messages(Open open) {
    return new InputMessages(c, open.path);
  }

  /** Where the type of a part is written in the type of all. */
  private static Span part(Span type, List<String> at) {
    return at.isEmpty() ? type : SourceText.fieldValue(type, at.get(at.size() - 1));
  }

  /** Compares a declared shape with that in the file; sizes that have no value yet get one. */
  private void sizes(Shape declared, long[] actual, List<String> at, Open open, Span span) {
    if (declared.rank() != actual.length) {
      throw c.fail(messages(open).otherShape(declared, actual, at, span));
    }
    for (int axis = 0; axis < actual.length; axis++) {
      Dim dim = c.known(declared.dim(axis));
      if (dim.variables().size() == 1 && dim.constant().isEmpty()) {
        SizeVar var = dim.variables().iterator().next();
        Optional<Dim> solved = dim.solve(var, Dim.of(actual[axis]));
        if (solved.isPresent() && solved.get().isAtLeast(0) == Truth.YES) {
          c.value(var, solved.get().value());
          continue;
        }
      }
      if (!dim.is(actual[axis])) {
        throw c.fail(messages(open).otherShape(declared, actual, at, span));
      }
    }
  }

  // Questions about text

  /** Sees to it that the text is read, because it is shown. */
  void read(TextInput text) {
    List<InputFile.TextQuery> queries = texts.get(text).queries;
    if (queries.stream()
        .noneMatch(q -> q.text() == text && q instanceof InputFile.TextQuery.Read)) {
      queries.add(new InputFile.TextQuery.Read(text));
    }
  }

  /** Where the text is equal to a literal. */
  Value equal(TextInput text, String literal) {
    return answers.computeIfAbsent(
        List.of(text, literal),
        k -> {
          Value value = c.top().input(new TensorType(DType.BOOL, text.shape()), "");
          texts.get(text).queries.add(new InputFile.TextQuery.Equals(text, literal, value));
          return value;
        });
  }

  /** The place of each text among the different ones. */
  Value codes(TextInput text) {
    return answers.computeIfAbsent(
        List.of(text),
        k -> {
          Value value = c.top().input(new TensorType(DType.I64, text.shape()), "");
          texts.get(text).queries.add(new InputFile.TextQuery.Codes(text, value));
          return value;
        });
  }
}
