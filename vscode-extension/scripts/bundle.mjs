// Lays out in server/ what the .vsix holds beside the extension: the tgraph command with the reference backend and the
// standard library (which is in its jars), and a JDK image that has what these need and nothing more.
// Usage: node scripts/bundle.mjs FOLDER, where FOLDER is the built distribution (interpreter/cli/target/dist).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const server = path.join(root, "server");

/** Of the JDK's modules: LSP4J logs, and Gson asks for jdk.unsupported. */
const MODULES = ["java.base", "java.desktop", "java.logging", "jdk.unsupported"];

/** Only `tgraph playground` and `tgraph repl` need these, which the extension has no use for. */
const LEFT_OUT = [/^jetty-/, /^slf4j-/, /^tgraph-playground/, /^jline-/];

const FLAGS = ["--strip-debug", "--no-header-files", "--no-man-pages", "--compress", "zip-9", "--generate-cds-archive"];

/** The version of the JDK in a folder, if it can make images; else 0. */
function version(home) {
  try {
    const [, major] = /^JAVA_VERSION="(\d+)/m.exec(fs.readFileSync(path.join(home, "release"), "utf8"));
    return fs.readdirSync(path.join(home, "bin")).some(name => /^jlink(\.exe)?$/.test(name)) ? Number(major) : 0;
  } catch {
    return 0;
  }
}

function jdk() {
  const installed = "/usr/lib/jvm";
  const below = fs.existsSync(installed) ? fs.readdirSync(installed).map(name => path.join(installed, name)) : [];
  const homes = [process.env.TGRAPH_JAVA_HOME, process.env.JAVA_HOME, ...below].filter(home => home !== undefined);
  const home = homes.find(h => version(h) >= 25);
  if (home === undefined) {
    throw new Error("needs a JDK 25 or newer with jlink, in TGRAPH_JAVA_HOME, JAVA_HOME or below /usr/lib/jvm");
  }
  return home;
}

/** The image is made again only when the JDK or what it is asked for is another. */
function image(home) {
  const jre = path.join(server, "jre");
  const asked = ["--add-modules", MODULES.join(), ...FLAGS];
  const stamp = path.join(server, "jre.made-of");
  const made = fs.readFileSync(path.join(home, "release"), "utf8") + asked.join(" ");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === made) {
    return;
  }
  fs.rmSync(jre, { recursive: true, force: true });
  const jlink = path.join(home, "bin", "jlink");
  execFileSync(jlink, [...asked, "--output", jre], { stdio: ["ignore", "ignore", "inherit"] });
  // The archive of classes for heaps of more than 32 GB, which an editor has no use for.
  fs.rmSync(path.join(jre, "lib", "server", "classes_nocoops.jsa"), { force: true });
  fs.writeFileSync(stamp, made);
}

const dist = path.resolve(process.argv[2]);
const lib = path.join(server, "lib");
fs.mkdirSync(server, { recursive: true });
fs.rmSync(lib, { recursive: true, force: true });
fs.cpSync(path.join(dist, "lib"), lib, {
  recursive: true,
  filter: file => !LEFT_OUT.some(pattern => pattern.test(path.basename(file))),
});
fs.cpSync(path.join(dist, "errors"), path.join(server, "errors"), { recursive: true });
image(jdk());
