package org.tgraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tgraph.check.Checked;
import org.tgraph.check.Facts;
import org.tgraph.check.Val;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataResult;
import org.tgraph.data.DataValue;
import org.tgraph.data.Wanted;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A script that samples a model: the definitions of another, an input of the data that the model
 * takes, with the types that it states, and what {@code tgraph sample} was asked for. So the data
 * are read and checked as those of any script.
 */
final class SamplingScript {
  /** The file of data, and what is in it. */
  record DataFile(Path path, DataNode.Fields content) {
    Set<String> names() {
      return content.fields().keySet();
    }

    /** Whether it is one number, such as a size. */
    boolean isNumber(String name) {
      return content.fields().get(name) instanceof DataNode.Numbers n && n.shape().length == 0;
    }

    boolean isTruth(String name) {
      return content.fields().get(name) instanceof DataNode.Numbers n && n.dtype() == DType.BOOL;
    }
  }

  /**
   * How to sample, and where to.
   *
   * @param settings further arguments of {@code sample}, each behind a comma
   * @param init the function of the model that gives where chains begin
   */
  record Sampler(
      String settings, Optional<String> init, Optional<Path> draws, Optional<Path> summary) {}

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private final Checked definitions;
  private final Statement.Model model;
  private final Optional<DataFile> data;
  private final String input;

  /** The members of the input, with their types. */
  private final Map<String, String> members = new LinkedHashMap<>();

  private final List<String> checks = new ArrayList<>();

  private SamplingScript(Checked definitions, Statement.Model model, Optional<DataFile> data) {
    this.definitions = definitions;
    this.model = model;
    this.data = data;
    this.input = unused("data");
  }

  /**
   * A model of a script and its data.
   *
   * @param definitions a script that was found right
   * @param name of the model, where there are several
   * @throws UsageProblem if there is no such model, or the data are not its
   */
  static SamplingScript of(Checked definitions, Optional<String> name, Optional<DataFile> data) {
    return new SamplingScript(definitions, chosen(definitions, name), data);
  }

  private static Statement.Model chosen(Checked definitions, Optional<String> name) {
    List<Statement.Model> all =
        definitions.parsed().script().statements().stream()
            .filter(Statement.Model.class::isInstance)
            .map(Statement.Model.class::cast)
            .toList();
    String has =
        all.stream().map(m -> "`" + m.name().name() + "`").collect(Collectors.joining(", "));
    if (all.isEmpty()) {
      throw new UsageProblem("The script has no model.");
    }
    if (name.isEmpty() && all.size() > 1) {
      throw new UsageProblem("The script has the models %s: `--model=NAME`.".formatted(has));
    }
    return all.stream()
        .filter(m -> name.isEmpty() || m.name().name().equals(name.get()))
        .findFirst()
        .orElseThrow(() ->
            new UsageProblem(
                "The script has no model `%s`: it has %s.".formatted(name.get(), has)));
  }

  // The definitions of a script

  /** The script without its inputs, what hangs on them and what it does, all else in its place. */
  static Source definitions(Source source) {
    StringBuilder text = new StringBuilder(source.text());
    Set<String> gone = new LinkedHashSet<>();
    for (Statement statement : Parser.parse(source).script().statements()) {
      switch (statement) {
        case Statement.Input i -> {
          gone.add(i.name().name());
          blank(text, i.span());
        }
        case Statement.Let l -> {
          if (words(l.value().span().text()).stream().anyMatch(gone::contains)) {
            gone.addAll(words(l.pattern().span().text()));
            blank(text, l.span());
          }
        }
        case Statement.Import i -> {}
        case Statement.Fn f -> {}
        case Statement.TypeDef t -> {}
        case Statement.Model m -> {}
        case Statement.Broken b -> {}
        default -> blank(text, statement.span());
      }
    }
    return new Source(source.name(), text.toString());
  }

  private static void blank(StringBuilder text, Span span) {
    for (int i = span.start(); i < span.end(); i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  private static Set<String> words(String text) {
    return WORD.matcher(text).results().map(m -> m.group()).collect(Collectors.toSet());
  }

  // What is added

  /**
   * The whole script.
   *
   * @throws UsageProblem if the data are not those of the model
   */
  Source source(Sampler sampler) {
    List<String> arguments = parameters();
    String given = given();
    arguments.addAll(sizes());
    requireAllKnown();
    List<String> lines = new ArrayList<>();
    if (!members.isEmpty()) {
      String fields =
          members.entrySet().stream()
              .map(m -> m.getKey() + ": " + m.getValue())
              .collect(Collectors.joining(", "));
      lines.add("input %s: {%s} = read(%s)".formatted(input, fields, path(data.get().path())));
    }
    lines.addAll(checks);
    String draws = unused("draws");
    String of = model.name().name() + "(" + String.join(", ", arguments) + ")" + given;
    String init = sampler.init().map(f -> ", init=%s(%s)".formatted(f, of)).orElse("");
    lines.add("let %s = sample(%s%s%s)".formatted(draws, of, sampler.settings(), init));
    sampler.draws().ifPresent(file -> lines.add("save(%s, %s)".formatted(path(file), draws)));
    sampler
        .summary()
        .ifPresent(file -> lines.add("save(%s, summary(%s))".formatted(path(file), draws)));
    lines.add("print(summary(" + draws + "))");
    String text = model.span().source().text().stripTrailing();
    return new Source(
        model.span().source().name(), text + "\n\n" + String.join("\n", lines) + "\n");
  }

  private static String path(Path file) {
    return quoted(file.toAbsolutePath().normalize().toString());
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The arguments that are read, by their names. */
  private List<String> parameters() {
    List<String> arguments = new ArrayList<>();
    for (Statement.Param param : model.params()) {
      String name = param.name().name();
      if (param.type().isEmpty()) {
        throw new UsageProblem(
            "`%s` of the model `%s` needs a type, by which it is read."
                .formatted(name, model.name().name()));
      }
      String type = param.type().get().span().text();
      if (has(name) && !isSize(param)) {
        arguments.add(name + "=" + member(name, type));
      } else if (!isSize(param) && param.defaultValue().isEmpty()) {
        throw missing(name, "`" + type + "`");
      }
    }
    return arguments;
  }

  private static boolean isSize(Statement.Param param) {
    return param.type().map(t -> t.span().text().equals("dim")).orElse(false);
  }

  /** What is observed of the sites. */
  private String given() {
    Set<String> derived =
        model.body().stream()
            .filter(Statement.Derived.class::isInstance)
            .map(d -> ((Statement.Derived) d).name().name())
            .collect(Collectors.toSet());
    List<String> observed = new ArrayList<>();
    for (Facts.Definition site : definitions.facts().definitions()) {
      boolean isOwn =
          model.span().start() <= site.place().start() && site.place().end() <= model.span().end();
      boolean isSite =
          model.body().stream()
              .anyMatch(b -> b instanceof Statement.Site x && x.name().span().equals(site.place()));
      if (isOwn && isSite && has(site.name()) && site.val() instanceof Val.Tensor t) {
        TensorType type = t.value().type();
        observed.add(site.name() + ": " + member(site.name(), type.text(SizeVar::shown)));
      } else if (has(site.name()) && isOwn && derived.contains(site.name())) {
        throw new UsageProblem(
            "`%s` is derived from other sites, so it cannot be observed.".formatted(site.name()));
      }
    }
    return observed.isEmpty() ? "" : " given {" + String.join(", ", observed) + "}";
  }

  /** The sizes that are arguments: those of what is read, or numbers among the data. */
  private List<String> sizes() {
    Set<String> read =
        members.values().stream().flatMap(t -> words(t).stream()).collect(Collectors.toSet());
    List<String> arguments = new ArrayList<>();
    for (Statement.Param param : model.params()) {
      String name = param.name().name();
      if (isSize(param) && !read.contains(name)) {
        if (has(name)) {
          arguments.add(name + "=" + number(name));
        } else if (param.defaultValue().isEmpty()) {
          throw missing(name, "a whole number");
        }
      } else if (isSize(param)) {
        arguments.add(name + "=" + name);
      }
    }
    // Stan's data tell all sizes; one that others have too must be the same.
    for (String size : read) {
      if (has(size) && !members.containsKey(size) && data.get().isNumber(size)) {
        checks.add(
            "assert %s == %d, \"the data say that `%s` is %d\""
                .formatted(size, number(size), size, number(size)));
      }
    }
    return arguments;
  }

  private boolean has(String name) {
    return data.isPresent() && data.get().names().contains(name);
  }

  /** Reads a member of the data; what it is to the model. Stan has numbers for what is true. */
  private String member(String name, String type) {
    String whole = input + "." + name;
    if (!type.startsWith("bool") || data.get().isTruth(name)) {
      members.put(name, type);
      return whole;
    }
    members.put(name, "i64" + type.substring("bool".length()));
    checks.add(
        "assert all(%s == 0 or %s == 1), \"`%s` must be 0 or 1, or `false` or `true`\""
            .formatted(whole, whole, name));
    return whole + " == 1";
  }

  private long number(String name) {
    Path file = data.get().path();
    return switch (DataFiles.read(
        file, file.toString(), List.of(Wanted.numbers(DType.I64, name)))) {
      case DataResult.Failed<List<DataValue>> failed ->
          throw new UsageProblem(failed.problem().message());
      case DataResult.Found<List<DataValue>>(List<DataValue> found) -> {
        if (found.get(0) instanceof DataValue.Numbers n && n.array().size() == 1) {
          yield n.array().getLong(0);
        }
        throw new UsageProblem("`%s` of `%s` must be a whole number.".formatted(name, file));
      }
    };
  }

  private UsageProblem missing(String name, String what) {
    return new UsageProblem(
        data.isEmpty()
            ? "The model `%s` needs `%s`, %s: `--data=FILE`."
                .formatted(model.name().name(), name, what)
            : "The model `%s` needs `%s`, %s, which is not among `%s` of `%s`."
                .formatted(
                    model.name().name(),
                    name,
                    what,
                    String.join("`, `", data.get().names()),
                    data.get().path()));
  }

  /** What the data have and the model has not is most likely misspelled. */
  private void requireAllKnown() {
    if (data.isEmpty()) {
      return;
    }
    Set<String> sizes =
        members.values().stream().flatMap(t -> words(t).stream()).collect(Collectors.toSet());
    model.params().forEach(p -> sizes.add(p.name().name()));
    for (String name : data.get().names()) {
      if (!members.containsKey(name) && !sizes.contains(name) && !data.get().isNumber(name)) {
        throw new UsageProblem(
            "`%s` of `%s` is neither a parameter nor a site of the model `%s`."
                .formatted(name, data.get().path(), model.name().name()));
      }
    }
  }

  /** A name that the script does not have. */
  private String unused(String wanted) {
    Set<String> taken = words(model.span().source().text());
    String name = wanted;
    while (taken.contains(name)) {
      name += "_";
    }
    return name;
  }
}
