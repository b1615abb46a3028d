package org.tgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A {@link Session} in a terminal: editing of lines, completion of names, a history. */
final class SessionTerminal {
  private static final List<String> COMMANDS =
      List.of(":help", ":type", ":list", ":backend", ":timeout", ":reset", ":quit");

  private final Console console;
  private final Session session;

  SessionTerminal(Console console, Session session) {
    this.console = console;
    this.session = session;
  }

  /** Talks until the user has enough. */
  void talk() {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("tgraph")
              .parser(new Lines())
              .completer((line, parsed, candidates) -> complete(parsed, candidates))
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .variable(LineReader.SECONDARY_PROMPT_PATTERN, "   … ")
              .variable(LineReader.HISTORY_FILE, history())
              .build();
      Thread thread = Thread.currentThread();
      terminal.handle(Terminal.Signal.INT, signal -> thread.interrupt());
      console.out().println("tgraph " + Main.version() + ", `:help` for help");
      while (!session.isOver()) {
        try {
          session.enter(reader.readLine("tgraph> ") + "\n");
        } catch (UserInterruptException e) {
          // Ctrl-C gives up the line.
          continue;
        } catch (EndOfFileException e) {
          return;
        } finally {
          forgetInterrupt();
          console.out().flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One may have come too late to stop anything, and must not stop what comes next. */
  @SuppressWarnings("ResultOfMethodCallIgnored")
  private static void forgetInterrupt() {
    Thread.interrupted();
  }

  private static Path history() throws IOException {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    Path folder = base.resolve("tgraph");
    Files.createDirectories(folder);
    return folder.resolve("history");
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    List<String> words = new ArrayList<>(session.names());
    if (line.line().startsWith(":")) {
      words.addAll(COMMANDS);
    }
    for (String word : words) {
      candidates.add(new Candidate(word, word, null, null, null, null, false));
    }
  }

  /** Splits at what is no part of a name, and asks for more lines where something is open. */
  private static final class Lines extends DefaultParser {
    Lines() {
      setEscapeChars(null);
      setQuoteChars(new char[0]);
      setEofOnUnclosedBracket((Bracket[]) null);
    }

    @Override
    public boolean isDelimiterChar(CharSequence text, int place) {
      char c = text.charAt(place);
      return !(Character.isLetterOrDigit(c) || c == '_' || c == ':' && place == 0);
    }

    @Override
    public ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
      if (context == Parser.ParseContext.ACCEPT_LINE && !Unfinished.isComplete(line)) {
        throw new EOFError(-1, -1, "unfinished");
      }
      return super.parse(line, cursor, context);
    }
  }
}
