package org.tgraph.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Datum;
import org.tgraph.run.print.Output;
import org.tgraph.source.Span;

/**
 * What a script prints, draws and warns of, beside a line that says what is being done.
 *
 * @param isVerbose whether it tells how long things took
 * @param unfinished where draws are kept if sampling is interrupted
 */
record ProgressOutput(
    Console console,
    boolean isJson,
    boolean isVerbose,
    Progress progress,
    DrawnPictures pictures,
    Optional<String> unfinished)
    implements Output {
  @Override
  public void print(Span span, List<Datum> values) {
    Output plain = isJson ? Output.json(console.out()) : Output.text(console.out());
    progress.aside(() -> {
      plain.print(span, values);
      console.out().flush();
    });
  }

  @Override
  public void warn(Diagnostic warning) {
    progress.aside(() -> Report.toErr(console, isJson, List.of(warning)));
  }

  @Override
  public void did(Supplier<String> what) {
    if (isVerbose) {
      String told = what.get();
      progress.aside(() -> console.err().println(told));
    }
  }

  @Override
  public void drew(Span span, String path) {
    pictures.add(span, path);
  }

  @Override
  public void doing(Supplier<String> what) {
    progress.now(what);
  }
}
