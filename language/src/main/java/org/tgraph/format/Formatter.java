package org.tgraph.format;

import org.tgraph.source.Source;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;

/**
 * Puts a script into its one layout. It changes spaces and line ends, never words or comments, and
 * a script that it has formatted it leaves as it is. Where a list, a chain or a body takes several
 * lines by the user's choice, it still does.
 */
public final class Formatter {
  private Formatter() {}

  public static Formatted format(Source source) {
    Parsed parsed = Parser.parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      return new Formatted(source.text(), parsed.diagnostics());
    }
    String text = layOut(parsed);
    // See Note [A second look].
    boolean same = Parser.sameWords(source, new Source(source.name(), text));
    return new Formatted(same ? text : source.text(), parsed.diagnostics());
  }

  static String layOut(Parsed parsed) {
    return CommentColumns.join(Printer.print(new StatementDocs(new Layout(parsed)).script()));
  }

  // Note [A second look]
  // A comment may stand wherever a line may end, and each such place must be known to the classes
  // that make the document. Should one be forgotten, a comment could move to where no line may end
  // and change the program. So the result is compared with what was given, word by word, and a
  // script for which they differ is left alone: a bug then costs the layout, not the program.
}
