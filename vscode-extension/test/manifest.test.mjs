// What the manifest promises is there.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const at = relative => path.resolve(import.meta.dirname, "..", relative);
const read = relative => fs.readFileSync(at(relative), "utf8");
const manifest = JSON.parse(read("package.json"));
const { contributes } = manifest;

test("every command of the manifest is registered, and the other way round", () => {
  const registered = [...read("src/extension.ts").matchAll(/registerCommand\(\s*"([^"]+)"/g)].map(match => match[1]);
  assert.deepEqual(registered.sort(), contributes.commands.map(command => command.command).sort());
});

test("every setting that is read is described, and the other way round", () => {
  const sources = fs.readdirSync(at("src")).map(name => read(path.join("src", name))).join("\n");
  const described = Object.keys(contributes.configuration.properties).map(name => name.slice("tgraph.".length));
  const asked = [...sources.matchAll(/\.get<[^(]*>\("([^"]+)"/g)].map(match => match[1]);
  assert.ok(asked.every(name => described.includes(name)), asked.join());
  // Those of hints go to the server as they are; that of tracing is read by the client's library.
  const own = described.filter(name => !name.startsWith("hints.") && name !== "trace.server");
  assert.deepEqual([...new Set(asked)].sort(), own.sort());
});

test("the hints that can be switched off are those of the server", () => {
  const java = read("../language/src/main/java/org/tgraph/analysis/Hint.java");
  const kinds = /enum Kind \{([^}]*)\}/.exec(java.replace(/\/\*\*[^]*?\*\//g, ""))[1].match(/[A-Z_]+/g).map(kind => kind.toLowerCase());
  const settings = Object.keys(contributes.configuration.properties).filter(name => name.startsWith("tgraph.hints."));
  assert.deepEqual(settings.map(name => name.slice("tgraph.hints.".length)).sort(), kinds.sort());
});

test("settings that name programs are not taken from folders that are not trusted", () => {
  const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
  assert.deepEqual(restricted.sort(), ["tgraph.command", "tgraph.java.home", "tgraph.server.arguments"]);
});

test("files that it names are there", () => {
  const steps = contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);
  const files = [manifest.icon, ...steps.map(step => step.media.markdown), ...contributes.snippets.map(s => s.path)];
  files.forEach(file => assert.ok(fs.existsSync(at(file)), file));
});

test("the problem matcher reads what the command prints", () => {
  const [header, place] = contributes.problemMatchers[0].pattern.map(({ regexp }) => new RegExp(regexp));
  const page = read("../docs/errors/TG0301.md").split("\n");
  const first = page.findIndex(line => header.test(line));
  assert.ok(first >= 0);
  assert.match(header.exec(page[first])[2], /^TG0301$/);
  assert.match(page[first + 1], place);
});
