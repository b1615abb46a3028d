package org.tgraph.call;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.data.SimilarNames;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.module.FileModules;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.source.Source;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * A {@code .tgraph} file whose functions are called from Java or Kotlin. It is checked when it is
 * loaded; what it prints and saves is not done. Any number of threads may use it at once.
 */
public final class Script {
  private final Functions functions;
  private final List<Diagnostic> warnings;
  private final Optional<Backend> backend;

  /** What the checker knows of a script is for one thread at a time. */
  private final Object lock = new Object();

  private Script(Checked checked, Optional<Backend> backend) {
    this.functions = checked.functions();
    this.warnings = checked.diagnostics();
    this.backend = backend;
  }

  /**
   * Loads a script, whose functions are compiled for the best backend at hand.
   *
   * @throws ScriptException if it is not there, or wrong
   */
  public static Script load(Path path) {
    return load(path, Optional.empty());
  }

  /** Loads a script, whose functions are compiled for that backend. */
  public static Script load(Path path, Backend backend) {
    return load(path, Optional.of(backend));
  }

  /** A script that is not in a file; its modules and data are looked for in the working folder. */
  public static Script of(String name, String text) {
    return check(Path.of("<" + name + ">"), new Source(name, text), Optional.empty());
  }

  private static Script load(Path path, Optional<Backend> backend) {
    return check(path, new Source(path.toString(), text(path)), backend);
  }

  private static String text(Path path) {
    try {
      String text = Files.readString(path);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw ScriptException.of("There is no file `" + path + "`.");
    } catch (CharacterCodingException e) {
      throw ScriptException.of("`" + path + "` is not UTF-8 text.");
    } catch (IOException e) {
      throw ScriptException.of("`" + path + "` cannot be read: " + e.getMessage() + ".");
    }
  }

  private static Script check(Path path, Source source, Optional<Backend> backend) {
    DataAccess access = DataAccess.forScript(path, List.of(), List.of());
    Checked checked =
        Checker.check(source, new FileModules(path), new FileHeaders(access), Overrides.NONE, true);
    if (checked.hasErrors()) {
      throw ScriptException.of(checked.diagnostics().stream().filter(Diagnostic::isError).toList());
    }
    return new Script(checked, backend);
  }

  /** What the checker warns of. */
  public List<Diagnostic> warnings() {
    return warnings;
  }

  /** The names of the functions that can be called: those whose parameters all have types. */
  public List<String> functions() {
    synchronized (lock) {
      return functions.names();
    }
  }

  /**
   * A function. Where its signature leaves types open ({@code fn relu[T: real](x: T[..s])}), it is
   * compiled for the types that each call has, once for each.
   *
   * @throws ScriptException if there is no such function, or none that can be called from outside
   */
  public TensorFunction function(String name) {
    synchronized (lock) {
      if (functions.isOpen(name)) {
        Map<String, Type> parameters = functions.parameters(name).orElseThrow();
        return new OpenFunction(new Head(name, parameters), given -> find(name, given));
      }
    }
    return compiled(name);
  }

  /**
   * A function whose signature leaves nothing open.
   *
   * @throws ScriptException as {@link #function} does
   */
  public Compiled compiled(String name) {
    return compiled(name, Map.of());
  }

  /**
   * A function for arguments of these types.
   *
   * @param types of the tensors in the arguments that the signature leaves open, by their names:
   *     {@code x}, {@code p.w}; of their shapes the number of axes counts
   * @throws ScriptException as {@link #function} does, or if the types do not fit the signature
   */
  public Compiled compiled(String name, Map<String, TensorType> types) {
    Map<String, Functions.Given> given = new HashMap<>();
    types.forEach(
        (tensor, type) -> given.put(tensor, new Functions.Given(type.dtype(), type.rank())));
    return find(name, given);
  }

  private Compiled find(String name, Map<String, Functions.Given> given) {
    Functions.Lookup lookup;
    synchronized (lock) {
      lookup = functions.find(name, given);
    }
    return switch (lookup) {
      case Functions.Lookup.Found found ->
          Compiled.of(
              found.function(),
              backend.orElseGet(
                  () -> Backends.installed().choose(List.of(found.function().graph())).backend()));
      case Functions.Lookup.Refused refused -> throw ScriptException.of(List.of(refused.problem()));
      case Functions.Lookup.Missing missing ->
          throw ScriptException.of(
              "There is no function `%s`%s"
                  .formatted(
                      name,
                      SimilarNames.closest(name, missing.similar())
                          .map(n -> "; did you mean `" + n + "`?")
                          .orElse(".")));
    };
  }
}
