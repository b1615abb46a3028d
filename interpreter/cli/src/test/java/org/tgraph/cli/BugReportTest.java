package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BugReportTest {
  @TempDir private Path folder;

  @Test
  void itSaysWhatToSend() throws IOException {
    Path script = Files.writeString(folder.resolve("a.tgraph"), "print(42)\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Console console =
        new Console(InputStream.nullInputStream(), stream, stream, false, false, false);
    int status =
        BugReport.write(console, new IllegalStateException("of its own"), "run", script.toString());
    String said = err.toString(StandardCharsets.UTF_8);
    assertEquals(ExitStatus.BUG, status);
    assertTrue(said.startsWith("tgraph: This is a bug in tgraph " + Main.version()), said);
    Matcher file = Pattern.compile("with the file (\\S+),").matcher(said);
    assertTrue(file.find(), said);
    Path report = Path.of(file.group(1));
    String text = Files.readString(report);
    Files.delete(report);
    assertTrue(text.contains("of its own") && text.contains("print(42)"), text);
    assertTrue(text.contains("at org.tgraph.cli.BugReportTest"), text);
  }
}
