// A folder that nobody has said to trust: its scripts are checked, and nothing that it names is started.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openVsCode } from "./vscode.mjs";

const at = relative => path.resolve(import.meta.dirname, relative);
const WAIT = { timeout: Number(process.env.E2E_WAIT ?? 240000) };

/** The fixtures, and settings of the folder that would start programs of its own; each leaves a mark when it is started. */
function hostile(folder) {
  fs.cpSync(at("fixtures"), folder, { recursive: true });
  const mark = path.join(folder, "started");
  const program = path.join(folder, "bin/java");
  fs.mkdirSync(path.dirname(program));
  fs.writeFileSync(program, `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 });
  fs.mkdirSync(path.join(folder, ".vscode"));
  const settings = { "tgraph.command": program, "tgraph.java.home": folder, "tgraph.server.arguments": ["-XX:OnOutOfMemoryError=touch started"] };
  fs.writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify(settings));
  return mark;
}

test("in a folder that is not trusted", { timeout: 1200000 }, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tgraph-hostile-"));
  const mark = hostile(folder);
  const vs = await openVsCode({
    vsix: at("../tgraph.vsix"),
    folder,
    out: at("out/untrusted"),
    openFile: "employment.tgraph",
    trusted: false,
  });
  const { page, editor, shot, until } = vs;
  try {
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).first().waitFor(WAIT);
    // The server is that of the extension, and says what is wrong.
    await editor.locator(".squiggly-error").first().waitFor(WAIT);
    await editor.locator(".view-line", { hasText: "let X" }).filter({ hasText: "f64[n, 2]" }).waitFor(WAIT);
    const run = page.locator(".editor-actions .action-item", { has: page.locator(".codicon-play") }).first();
    await run.locator(".action-label.disabled").or(run.locator("[aria-disabled=true]")).first().waitFor({ state: "attached", ...WAIT });
    // The graph is drawn by the extension's own command, which runs nothing of the script.
    await until(
      async () => {
        await page.keyboard.press("F1");
        await page.locator(".quick-input-widget input").first().fill(">tgraph: Run Script");
        await page.locator(".quick-input-list .monaco-list-row").first().waitFor({ timeout: 3000 });
      },
      async () => assert.equal(await page.locator(".quick-input-list .monaco-list-row", { hasText: "tgraph: Run Script" }).count(), 0),
    );
    await shot("restricted");
    assert.ok(!fs.existsSync(mark) && !fs.existsSync(path.join(vs.workspace, "started")), "a program of the folder was started");
  } catch (problem) {
    await shot("failure").catch(() => undefined);
    throw problem;
  } finally {
    await vs.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
