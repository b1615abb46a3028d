package org.tgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tgraph.diagnostic.Code;

/** The pages of {@code docs/errors/}, and how a terminal shows one. */
final class ErrorPage {
  private ErrorPage() {}

  /** The text of a code's page, in Markdown. */
  static Optional<String> of(Code code) {
    String resource = "/org/tgraph/errors/" + code + ".md";
    try (var in = ErrorPage.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page for reading: no fences, programs indented, code in colour. */
  static String render(String markdown, Paint paint) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    for (String line : markdown.strip().lines().toList()) {
      if (line.startsWith("```")) {
        code = !code;
      } else if (code) {
        out.append(line.isEmpty() ? "" : "    " + paint.cyan(line)).append('\n');
      } else if (line.startsWith("#")) {
        out.append(paint.bold(line.replaceFirst("#+ *", ""))).append('\n');
      } else {
        out.append(inline(line, paint)).append('\n');
      }
    }
    return out.toString();
  }

  /**
   * Marks {@code **words**} bold; {@code `code`} too loses its marks where colour replaces them.
   */
  private static String inline(String line, Paint paint) {
    String[] parts = line.split("`", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 0) {
        out.append(strong(parts[i], paint));
      } else {
        out.append(paint.colours() ? paint.cyan(parts[i]) : "`" + parts[i] + "`");
      }
    }
    return out.toString();
  }

  private static String strong(String text, Paint paint) {
    String[] parts = text.split("\\*\\*", -1);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      out.append(i % 2 == 0 ? parts[i] : paint.bold(parts[i]));
    }
    return out.toString();
  }
}
