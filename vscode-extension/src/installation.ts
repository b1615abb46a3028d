import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** A process to start. */
export interface Launch {
  command: string;
  args: string[];
}

/** What the settings say about which `tgraph` is used; empty texts say nothing. */
export interface Choice {
  /** The whole command, instead of what the extension brings. */
  command: string;
  /** A JDK, instead of the one that the extension brings. */
  javaHome: string;
  /** Further arguments of the language server's JVM. */
  serverArguments: string[];
}

const ALWAYS = [
  "-Xlog:disable",
  "-XX:-PrintWarnings",
  "-Dstdout.encoding=UTF-8",
  "-Dstderr.encoding=UTF-8",
  "--enable-native-access=ALL-UNNAMED",
  "--sun-misc-unsafe-memory-access=allow",
];

/** For what is not about computing: compile fast, and start no threads for garbage collection. */
const LIGHT = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

/** For the server, which runs for hours: fast in the end, and small, as the launcher `tgraph` starts it. */
const LASTING = [
  "-XX:+UseSerialGC",
  "-Xms40m",
  "-Xmx512m",
  "-Xmn24m",
  "-XX:SurvivorRatio=3",
  "-XX:MaxHeapFreeRatio=40",
  "-XX:MinHeapFreeRatio=20",
  "-XX:ReservedCodeCacheSize=48m",
  "-XX:+ExitOnOutOfMemoryError",
];

/**
 * Which program `tgraph` is: the one that the settings name, else the one in this extension, on the JDK that the
 * settings name, else on the one in this extension, else on one that is installed.
 *
 * Java keeps in `archives` what it has loaded and checked, which makes the second start twice as fast as the first; it finds
 * out by itself when that is out of date.
 */
export class Installation {
  constructor(
    private readonly extension: string,
    private readonly archives: string,
    private readonly choice: () => Choice,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {}

  /**
   * How to start `tgraph` with these arguments.
   *
   * @param terminal whether a person will watch what it prints
   */
  launch(args: string[], terminal = false): Launch {
    const { command, serverArguments } = this.choice();
    const serves = args[0] === "lsp";
    if (command !== "") {
      return { command, args };
    }
    const home = path.join(this.extension, "server");
    const computes = args[0] === "run" || args[0] === "test";
    const archive = path.join(this.archives, `${serves ? "server" : computes ? "computing" : "command"}.jsa`);
    return {
      command: this.java(),
      args: [
        ...ALWAYS,
        ...(serves ? LASTING : computes ? [] : LIGHT),
        "-XX:+AutoCreateSharedArchive",
        `-XX:SharedArchiveFile=${archive}`,
        ...(serves ? serverArguments : []),
        `-Dtgraph.home=${home}`,
        `-Dtgraph.stdout=${terminal ? "terminal" : "file"}`,
        `-Dtgraph.stderr=${terminal ? "terminal" : "file"}`,
        "-cp",
        path.join(home, "lib", "tgraph-cli.jar"),
        "org.tgraph.cli.Main",
        ...args,
      ],
    };
  }

  private java(): string {
    const { javaHome } = this.choice();
    const homes = [
      javaHome,
      path.join(this.extension, "server", "jre"),
      this.environment["TGRAPH_JAVA_HOME"] ?? "",
      this.environment["JAVA_HOME"] ?? "",
    ];
    const name = os.platform() === "win32" ? "java.exe" : "java";
    // What the settings name is used even if it is not there, so that the mistake is seen.
    const found = homes.find(home => home !== "" && (home === javaHome || fs.existsSync(path.join(home, "bin", name))));
    return found === undefined ? name : path.join(found, "bin", name);
  }
}
