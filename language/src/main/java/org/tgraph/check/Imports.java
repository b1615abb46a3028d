package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.data.StandardLibrary;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;

/** Loads the modules that a script imports. */
final class Imports {
  /** Modules of Python whose functions are in the prelude. */
  private static final Set<String> ELSEWHERE =
      Set.of("numpy", "scipy", "jax", "math", "torch", "random");

  private final Map<String, Scope> library = new LinkedHashMap<>();
  private final List<String> importing = new ArrayList<>();
  private final Context c;
  private final Memo<String, Val.Module> modules;

  Imports(Context c) {
    this.c = c;
    this.modules = new Memo<>(c.recording);
  }

  /** Forgets what the script has imported: it is checked anew. */
  void restart() {
    modules.clear();
  }

  void load(Statement.Import s, Scope scope) {
    String name = s.module().name();
    Ident as = s.alias().orElse(s.module());
    Val.Module module = modules.get(name);
    if (module == null) {
      if (importing.contains(name)) {
        throw c.fail(
            Code.TG0212,
            s.module().span(),
            "Modules import each other: `%s`."
                .formatted(String.join("` imports `", importing) + "` imports `" + name));
      }
      // What the library imports is the library's, whatever the script has beside it.
      boolean isOfLibrary = s.span().source().isLibrary();
      Optional<Source> beside = isOfLibrary ? Optional.empty() : c.modules.find(name);
      if (!isOfLibrary) {
        c.recording.module(name, beside);
      }
      Optional<Source> source = beside.or(() -> StandardLibrary.find(name));
      if (source.isEmpty()) {
        Diagnostic d =
            Diagnostic.error(Code.TG0204, s.module().span(), "There is no module `" + name + "`.")
                .note(
                    "`%s.tgraph` was looked for beside the script and in the standard library."
                        .formatted(name));
        if (ELSEWHERE.contains(name)) {
          d = d.note("What is used of it is known without an import and a prefix: `sum(x)`.");
        }
        Optional<String> near = Similar.to(name, names());
        Optional<Scope.Entry> known = scope.find(name).filter(f -> f.val() instanceof Val.Module);
        if (known.isPresent() && known.get().place().isEmpty() && name.equals("plot")) {
          c.statements.define(as, known.get().val(), scope);
          return;
        }
        if (known.isPresent()) {
          c.report(
              d.note("`" + name + "` can be used without an import.")
                  .fix(Fix.replace("remove the import", s.span(), "")));
          scope.define(as.name(), known.get().val(), Optional.of(as.span()));
          return;
        }
        if (near.isPresent()) {
          String wanted = near.get() + (s.alias().isPresent() ? "" : " as " + name);
          d = d.fix(Fix.replace("write `" + wanted + "`", s.module().span(), wanted));
        }
        c.report(d);
        scope.define(as.name(), Val.POISON, Optional.of(as.span()));
        return;
      }
      module = module(name, source.get());
      modules.put(name, module);
    }
    c.statements.define(as, module, scope);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(c.modules.names());
    c.recording.moduleNames(List.copyOf(names));
    names.addAll(StandardLibrary.names());
    return names;
  }

  /**
   * A function of the standard library, whatever modules there are beside the script. Its module is
   * loaded when the first of its functions is asked for.
   */
  Val.Defined library(String module, String function) {
    Scope scope =
        library.computeIfAbsent(
            module,
            name -> {
              Source source = StandardLibrary.find(name).orElseThrow();
              // Its values are the script's, wherever it is that needs them first.
              return c.building(c.top(), () -> module(name, source).scope());
            });
    return (Val.Defined) scope.own(function).orElseThrow().val();
  }

  private Val.Module module(String name, Source source) {
    importing.add(name);
    Parsed parsed = source.isLibrary() ? LibraryTrees.of(source) : Parser.parse(source);
    parsed.diagnostics().forEach(c::report);
    Scope scope = Prelude.scope().inner();
    try {
      List<FunctionDef> functions =
          c.statements.define(parsed.script().statements(), scope, Statements.definition(scope));
      for (Statement statement : parsed.script().statements()) {
        switch (statement) {
          case Statement.Import s ->
              c.statements.statement(s, scope, new ArrayList<>(), new ArrayList<>());
          case Statement.Let s ->
              c.statements.statement(s, scope, new ArrayList<>(), new ArrayList<>());
          case Statement.Test t -> {}
          case Statement.Bench b -> {}
          case Statement.Fn f -> {}
          case Statement.TypeDef t -> {}
          case Statement.Model m -> {}
          case Statement.Broken b -> {}
          default ->
              c.report(
                  Diagnostic.error(
                      Code.TG0211,
                      statement.span(),
                      "A module that is imported has definitions and tests only."));
        }
      }
      if (!source.isLibrary()) {
        functions.forEach(f -> c.bodies.ensureChecked(f, f.source().name().span()));
      }
    } finally {
      importing.remove(name);
    }
    return new Val.Module(name, scope);
  }
}
