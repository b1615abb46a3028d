// The playground as a visitor sees it: `tgraph playground` and its page in a headless Chromium.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { openBrowser, patient } from "../../../vscode-extension/e2e/browser.mjs";
import { answering, freePort, start } from "../../../vscode-extension/e2e/processes.mjs";

const root = path.resolve(import.meta.dirname, "../../..");
const out = path.join(root, "docs/playground/target/e2e");
// Generous: the machine may have other things to do.
const WAIT = { timeout: Number(process.env.E2E_WAIT ?? 240000) };

/** The first answer to each kind of request about a document is that it has changed, as from a server that is behind. */
function seemingBehind(socket) {
  const server = socket.connectToServer();
  const asked = new Set();
  socket.onMessage(text => {
    const { id, method } = JSON.parse(text);
    if (id === undefined || !method?.startsWith("textDocument/") || asked.has(method)) {
      server.send(text);
    } else {
      asked.add(method);
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32801, message: "The document has changed." } }));
    }
  });
}

const MISTAKE = `input longley: {gnp: f64[n], unemp: f64[n]} = read("../data/longley.csv")

let X = stack([longley.gnp, longley.unemp], axis=1)
let Z = X - mean(X, axis=1)
print("largest", max(abs(Z)))
`;

test("a visitor checks, mends and runs the tour", { timeout: 1200000 }, async t => {
  fs.mkdirSync(out, { recursive: true });
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "tgraph-e2e-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const env = { ...process.env, TMPDIR: temporary };
  const server = start(path.join(root, "tgraph"), ["playground", "--port", `${port}`, "--timeout", "10"], env);
  let browser;
  try {
    // The launcher builds what is missing.
    await answering(address, server, 2 * WAIT.timeout);
    browser = await openBrowser(path.join(temporary, "browser"), { width: 1280, height: 720 });
    const page = browser.pages()[0] ?? (await browser.newPage());
    const complaints = [];
    page.on("pageerror", error => complaints.push(error.message));
    page.on("requestfailed", request => complaints.push(request.url()));
    const shot = name => page.screenshot({ path: path.join(out, `${name}.png`) });
    const line = text => page.locator(".view-line", { hasText: text });
    const output = page.locator("#output");
    const step = async (name, act) => {
      const began = Date.now();
      try {
        await act();
      } catch (problem) {
        await shot("failure");
        throw problem;
      }
      t.diagnostic(`${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    };
    const until = patient(page, [2, 2]);
    const replace = async text => {
      await page.locator("#editor .view-lines").click();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
    };

    await page.routeWebSocket("**/language", seemingBehind);
    await step("types stand beside the names of the first program", async () => {
      await page.goto(address);
      await line("let x").filter({ hasText: /f64|i64/ }).first().waitFor(WAIT);
      await page.locator(".view-line .mtk6, .view-line .mtk4").first().waitFor(WAIT);
    });

    await step("a program reads its data", async () => {
      await page.locator("#program").selectOption("03-data.tgraph");
      await line("let X").filter({ hasText: "f64[n, 7]" }).waitFor(WAIT);
      await page.locator("#run").click();
      await output.filter({ hasText: "residual standard deviation 304.854" }).waitFor(WAIT);
      await page.locator("#state", { hasText: "done in" }).waitFor(WAIT);
      await shot("run");
    });

    await step("a wrong shape is underlined and mended", async () => {
      await replace(MISTAKE);
      const squiggle = page.locator(".squiggly-error").first();
      await squiggle.waitFor(WAIT);
      const hover = page.locator(".monaco-hover:not(.hidden)");
      await until(
        async () => {
          const box = await squiggle.boundingBox();
          await page.mouse.move(box.x + box.width / 2 - 2, box.y + box.height / 2);
          await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        },
        ms => hover.filter({ hasText: "do not broadcast" }).first().waitFor({ timeout: ms }),
      );
      await shot("mistake");
      await until(
        async () => {
          // The text lies over the line below it.
          const box = await squiggle.boundingBox();
          await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
          await page.keyboard.press("Control+.");
        },
        ms => page.locator(".action-widget .monaco-list-row", { hasText: "keepdims" }).click({ timeout: ms }),
      );
      await line("mean(X, axis=1, keepdims=true)").waitFor(WAIT);
      await squiggle.waitFor({ state: "detached", ...WAIT });
      await line("let Z").filter({ hasText: "f64[n, 2]" }).waitFor(WAIT);
    });

    await step("a column is completed", async () => {
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("let u = longley.");
      const offered = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "unemp" });
      await until(
        () => page.keyboard.press("Control+Space"),
        ms => offered.first().waitFor({ timeout: ms }),
      );
      await offered.first().click();
      await line("let u").filter({ hasText: "longley.unemp" }).waitFor(WAIT);
    });

    await step("what a script draws is below what it prints", async () => {
      await replace('plot.line([1.0, 2.0, 3.0], [1.0, 4.0, 9.0], save="squares.svg", title="Squares")\nprint("drawn")\n');
      await page.locator("#run").click();
      const drawn = page.locator('#pictures img[alt="squares.svg"]');
      await drawn.waitFor(WAIT);
      assert.ok((await drawn.evaluate(image => image.decode().then(() => image.naturalWidth))) > 0);
      await shot("pictures");
    });

    await step("the graph is drawn", async () => {
      await page.locator("#graph").click();
      await page.locator("#drawing:not([hidden])").waitFor(WAIT);
      await shot("graph");
    });

    await step("a script that takes too long is ended", async () => {
      await replace("let r = while(0.0, x -> x < 1.0, x -> x * 0.5)\nprint(r)\n");
      await page.locator("#run").click();
      await page.locator("#state", { hasText: "failed after" }).waitFor(WAIT);
    });

    await step("a script that takes too much memory is ended", async () => {
      await replace("let x = arange(2000000000.0)\nprint(sum(x * 2.0))\n");
      await page.locator("#run").click();
      await page.locator("#state", { hasText: "running" }).waitFor(WAIT);
      await page.locator("#state", { hasText: "failed after" }).waitFor(WAIT);
    });

    await step("a script reads nothing else", async () => {
      await replace('input secret: {root: str[n]} = read("/etc/passwd")\nprint(secret.root)\n');
      await page.locator("#run").click();
      await output.filter({ hasText: /TG07\d\d/ }).waitFor(WAIT);
    });

    assert.deepEqual(complaints, []);

    await step("a page of another origin cannot use it", async () => {
      const other = http.createServer((_, response) => response.end("<p>another page</p>"));
      await new Promise(resolve => other.listen(0, "127.0.0.1", resolve));
      try {
        await page.goto(`http://127.0.0.1:${other.address().port}/`);
        const opened = await page.evaluate(
          url =>
            new Promise(resolve => {
              const socket = new WebSocket(url);
              socket.onopen = () => resolve(true);
              socket.onerror = () => resolve(false);
            }),
          `ws://127.0.0.1:${port}/run`,
        );
        assert.equal(opened, false);
        const read = page.evaluate(url => fetch(url).then(() => true, () => false), `${address}/programs.json`);
        assert.equal(await read, false);
      } finally {
        other.close();
      }
    });
  } finally {
    await browser?.close();
    await server.stop();
    fs.writeFileSync(path.join(out, "server.log"), server.log());
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
});
