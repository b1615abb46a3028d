// Which program is started, by settings and by what is there.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { load } from "./typescript.mjs";

const { Installation } = await load("installation.ts");
const NOTHING = { command: "", javaHome: "", serverArguments: [] };
const java = process.platform === "win32" ? "java.exe" : "java";

/** A folder that looks like an extension, with or without a JDK image. */
function extension(t, image) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tgraph-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  if (image) {
    fs.mkdirSync(path.join(folder, "server/jre/bin"), { recursive: true });
    fs.writeFileSync(path.join(folder, "server/jre/bin", java), "");
  }
  return folder;
}

test("the command of the settings is used as it is", t => {
  const installation = new Installation(extension(t, true), "/archives", () => ({ ...NOTHING, command: "/opt/tgraph" }), {});
  assert.deepEqual(installation.launch(["run", "a.tgraph"]), { command: "/opt/tgraph", args: ["run", "a.tgraph"] });
});

test("without settings it is the extension's own, on its own Java", t => {
  const folder = extension(t, true);
  const { command, args } = new Installation(folder, "/archives", () => NOTHING, { JAVA_HOME: "/else" }).launch(["lsp"]);
  assert.equal(command, path.join(folder, "server/jre/bin", java));
  assert.deepEqual(args.slice(-4), ["-cp", path.join(folder, "server/lib/tgraph-cli.jar"), "org.tgraph.cli.Main", "lsp"]);
});

test("a JDK of the settings is used even if it is not there, so that the mistake is seen", t => {
  const installation = new Installation(extension(t, true), "/archives", () => ({ ...NOTHING, javaHome: "/no/jdk" }), {});
  assert.equal(installation.launch(["lsp"]).command, path.join("/no/jdk/bin", java));
});

test("an extension without Java uses one that is installed, else the path", t => {
  const folder = extension(t, false);
  const home = path.join(extension(t, true), "server/jre");
  assert.equal(new Installation(folder, "/a", () => NOTHING, { JAVA_HOME: home }).launch(["lsp"]).command, path.join(home, "bin", java));
  assert.equal(new Installation(folder, "/a", () => NOTHING, { JAVA_HOME: "/gone" }).launch(["lsp"]).command, java);
});

test("arguments of the server are for the server alone", t => {
  const installation = new Installation(extension(t, true), "/a", () => ({ ...NOTHING, serverArguments: ["-Xmx1g"] }), {});
  assert.ok(installation.launch(["lsp"]).args.includes("-Xmx1g"));
  assert.ok(!installation.launch(["run", "a.tgraph"]).args.includes("-Xmx1g"));
});

test("a run may use all of the machine; what is short starts fast", t => {
  const installation = new Installation(extension(t, true), "/a", () => NOTHING, {});
  assert.ok(installation.launch(["graph", "a"]).args.includes("-XX:TieredStopAtLevel=1"));
  assert.ok(!installation.launch(["run", "a"]).args.includes("-XX:TieredStopAtLevel=1"));
  assert.ok(installation.launch(["run", "a"], true).args.includes("-Dtgraph.stdout=terminal"));
});
