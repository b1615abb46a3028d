package org.tgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code tgraph} command. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Leaving.exit(run(arguments));
  }

  /** Runs one command and returns its exit status; whatever happens, the JVM goes on. */
  static int run(String... arguments) {
    return run(Console.ofProcess(), arguments);
  }

  static int run(Console console, String... arguments) {
    try {
      // Not through picocli, which takes longer to load than either to begin.
      if (arguments.length == 1 && arguments[0].equals("version")) {
        console.out().println("tgraph " + version());
        return ExitStatus.FINE;
      }
      if (arguments.length == 1 && arguments[0].equals("lsp")) {
        return LspCommand.serve();
      }
      Preparation.start(arguments);
      Optional<RunCommand> plain = RunCommand.plain(console, arguments);
      if (plain.isPresent()) {
        return call(console, plain.get());
      }
      CommandLine root = Subcommand.commandLine(console, arguments);
      root.setOut(new java.io.PrintWriter(console.out(), true, StandardCharsets.UTF_8));
      root.setErr(new java.io.PrintWriter(console.err(), true, StandardCharsets.UTF_8));
      root.setColorScheme(colours(console));
      root.setCaseInsensitiveEnumValuesAllowed(true);
      root.setParameterExceptionHandler((problem, args) -> usage(console, problem));
      root.setExecutionExceptionHandler(
          (problem, line, parsed) -> failed(console, problem, parsed));
      root.setExecutionStrategy(Main::execute);
      return root.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
      return BugReport.write(console, e, arguments);
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  /** The command has what was loaded meanwhile, and no other thread loads it with it. */
  private static int execute(ParseResult parsed) {
    Preparation.await();
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int call(Console console, RunCommand command) {
    try {
      return command.call();
    } catch (UsageProblem problem) {
      return failed(console, problem);
    }
  }

  private static int failed(Console console, UsageProblem problem) {
    console.err().println("tgraph: " + problem.getMessage());
    return ExitStatus.USAGE;
  }

  private static int failed(Console console, Exception problem, ParseResult parsed) {
    if (problem instanceof UsageProblem usage) {
      return failed(console, usage);
    }
    return BugReport.write(console, problem, parsed.originalArgs().toArray(String[]::new));
  }

  private static int usage(Console console, ParameterException problem) {
    CommandLine line = problem.getCommandLine();
    console.err().println("tgraph: " + problem.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(problem, line.getErr())) {
      String command = line.getCommandSpec().qualifiedName();
      console.err().println("`" + command + " --help` says what it takes.");
    }
    return ExitStatus.USAGE;
  }

  private static ColorScheme colours(Console console) {
    return CommandLine.Help.defaultColorScheme(console.outColours() ? Ansi.ON : Ansi.OFF);
  }

  /** The version of this build, from a resource that Maven fills in. */
  static String version() {
    try (var in = Main.class.getResourceAsStream("version.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
