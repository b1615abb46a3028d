// What a user sees and does: in a real VS Code, with the extension installed from its .vsix.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { openVsCode } from "./vscode.mjs";

const at = relative => path.resolve(import.meta.dirname, relative);
// Generous: the machine may have other things to do.
const WAIT = { timeout: Number(process.env.E2E_WAIT ?? 240000) };

test("a script from its first mistake to its graph", { timeout: 1200000 }, async t => {
  const vs = await openVsCode({
    vsix: at("../tgraph.vsix"),
    folder: at("fixtures"),
    out: at("out/extension"),
    openFile: "employment.tgraph",
  });
  const { page, editor, shot, until } = vs;
  const line = text => editor.locator(".view-line", { hasText: text });
  const squiggle = editor.locator(".squiggly-error").first();
  const hover = page.locator(".monaco-hover:not(.hidden) .monaco-hover-content");
  // The editor and what hangs over it, without the rest of the window.
  const picture = { x: 352, y: 36, width: 800, height: 430 };

  const pointAt = async (x, y) => {
    await page.mouse.move(x - 3, y);
    await page.mouse.move(x, y);
  };
  const pointAtBox = async locator => {
    const box = await locator.boundingBox();
    await pointAt(box.x + box.width / 2, box.y + box.height / 2);
  };
  const command = async title => {
    await until(
      async () => {
        await page.keyboard.press("F1");
        await page.locator(".quick-input-widget input").first().fill(`>${title}`);
      },
      ms => page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click({ timeout: ms }),
    );
  };

  // One after the other on the same window: what fails ends the test.
  const step = async (name, act) => {
    const began = Date.now();
    await act();
    t.diagnostic(`${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  };

  try {
    await step("the wrong shape is underlined, and says what is wrong", async () => {
      await squiggle.waitFor(WAIT);
      await until(
        () => pointAtBox(squiggle),
        ms => hover.filter({ hasText: "do not broadcast" }).first().waitFor({ timeout: ms }),
      );
      const said = plain(await hover.first().innerText());
      assert.match(said, /The shapes of `-` do not broadcast: `2` is not `n`/);
      assert.match(said, /TG0302/);
      await shot("mistake", picture);
      await page.keyboard.press("Escape");
    });

    await step("it is Java from the extension that says so", () => {
      const programs = fs
        .readdirSync("/proc")
        .filter(name => /^\d+$/.test(name))
        .map(program)
        .filter(name => name.startsWith(path.dirname(vs.workspace)));
      assert.ok(
        programs.some(name => name.endsWith("server/jre/bin/java")),
        programs.join(),
      );
    });

    await step("types stand beside names", async () => {
      await line("let X").filter({ hasText: "f64[n, 2]" }).waitFor(WAIT);
    });

    await step("a click mends it", async () => {
      await until(
        async () => {
          await pointAtBox(squiggle);
          await hover.getByText("Quick Fix").first().click({ timeout: 3000 });
        },
        ms => page.locator(".action-widget .monaco-list-row", { hasText: "keep the axis" }).waitFor({ timeout: ms }),
      );
      await shot("fix", picture);
      await page.locator(".action-widget .monaco-list-row", { hasText: "keep the axis" }).first().click();
      await line("mean(X, axis=1, keepdims=true)").waitFor(WAIT);
      await squiggle.waitFor({ state: "detached", ...WAIT });
      await line("let centred").filter({ hasText: "f64[n, 2]" }).waitFor(WAIT);
    });

    await step("hover says where a size comes from", async () => {
      await until(
        () => pointAtBox(line("let X").locator("span > span", { hasText: /^stack$/ }).first()),
        ms => hover.filter({ hasText: "stack" }).first().waitFor({ timeout: ms }),
      );
      await page.keyboard.press("Escape");
      await until(
        () => pointAtBox(line("let error").locator("span > span", { hasText: /^error$/ }).first()),
        ms => hover.filter({ hasText: "f64[n]" }).first().waitFor({ timeout: ms }),
      );
      assert.match(plain(await hover.first().innerText()), /16/);
      await shot("hover", picture);
      await page.keyboard.press("Escape");
    });

    await step("a column of the file is completed", async () => {
      await focus(vs);
      await page.keyboard.press("Control+End");
      await page.keyboard.insertText("\nlet idle = data.");
      const offered = page.locator(".suggest-widget.visible .monaco-list-row");
      await until(
        () => page.keyboard.press("Control+Space"),
        ms => offered.filter({ hasText: "unemp" }).first().waitFor({ timeout: ms }),
      );
      await shot("completion", { ...picture, height: 540 });
      await offered.filter({ hasText: "unemp" }).first().click();
      await line("= data.unemp").waitFor(WAIT);
    });

    await step("a size is renamed where it stands", async () => {
      await until(
        async () => {
          await page.keyboard.press("Control+Home");
          const size = line("fn predict").locator("span > span", { hasText: /^k$/ }).first();
          await size.click();
          await page.keyboard.press("F2");
        },
        ms => page.locator(".rename-box input").waitFor({ state: "visible", timeout: ms }),
      );
      await page.locator(".rename-box input").fill("columns");
      await page.keyboard.press("Enter");
      await line("fn predict(X: f64[n, columns], w: f64[columns], b: f64)").waitFor(WAIT);
      await page.keyboard.press("Control+S");
    });

    await step("the script runs", async () => {
      await page.locator(".editor-actions .codicon-play").first().click();
      const terminal = page.locator(".terminal-wrapper.active .xterm-accessibility, .terminal-wrapper.active .xterm-rows").first();
      await terminal.waitFor(WAIT);
      await page.locator(".xterm-rows", { hasText: "largest 1" }).first().waitFor(WAIT);
      await shot("run");
    });

    await step("what it draws is beside it, and a click on it goes to what draws it", async () => {
      const pictures = page.frameLocator("iframe.webview").last().frameLocator("iframe#active-frame");
      const drawn = pictures.locator('img[alt="employment.svg"]');
      await drawn.waitFor(WAIT);
      assert.ok((await drawn.evaluate(image => image.decode().then(() => image.naturalWidth))) > 0);
      await shot("pictures", { x: 352, y: 36, width: 928, height: 470 });
      await drawn.click();
      await line("plot.scatter").locator("..").locator("..").locator(".selected-text").first().waitFor({ state: "attached", ...WAIT });
      await page.locator(".tab", { hasText: "Pictures of" }).click({ button: "middle" });
    });

    await step("a test runs from the Testing view", async () => {
      await command("Testing: Focus on Test Explorer View");
      const row = name => page.locator(".test-explorer .monaco-list-row", { hasText: name });
      await until(
        async () => {
          if (!(await row("the largest is one").isVisible())) {
            await row("employment.tgraph").first().click();
            await page.keyboard.press("ArrowRight");
          }
        },
        ms => row("the largest is one").waitFor({ timeout: ms }),
      );
      await row("the largest is one").hover();
      await row("the largest is one").locator(".codicon-testing-run-icon").click();
      await row("the largest is one").locator(".codicon-testing-passed-icon").waitFor(WAIT);
      await row("errors are small").hover();
      await row("errors are small").locator(".codicon-testing-run-icon").click();
      await row("errors are small").locator(".codicon-testing-failed-icon, .codicon-testing-error-icon").waitFor(WAIT);
      await shot("testing", { x: 0, y: 36, width: 1000, height: 430 });
    });

    await step("the graph is drawn, and a click on it goes to the script", async () => {
      await page.keyboard.press("Escape");
      // Room for the drawing: the terminal and the side bar are put away.
      await page.locator(".panel .action-label[aria-label^='Hide Panel'], .panel .codicon-panel-close").first().click();
      await page.keyboard.press("Control+B");
      await command("tgraph: Show Graph");
      const drawing = page.frameLocator("iframe.webview").last().frameLocator("iframe#active-frame");
      await drawing.locator("svg .node").first().waitFor(WAIT);
      await page.mouse.move(640, 790);
      await page.locator(".monaco-hover.workbench-hover, .workbench-hover").first().waitFor({ state: "hidden", ...WAIT });
      await shot("graph", { x: 0, y: 36, width: 1280, height: 700 });
      await drawing.locator("svg .node[data-start]", { hasText: "stack" }).first().click();
      await page.locator(".monaco-editor.focused").waitFor(WAIT);
    });

    await step("the extension's page has no picture that is not there", async () => {
      await command("Extensions: Show Installed Extensions");
      await page.locator(".extension-list-item", { hasText: "tgraph" }).first().click();
      const readme = page.frameLocator("iframe.webview").last().frameLocator("iframe#active-frame");
      await readme.locator("h1", { hasText: "tgraph for VS Code" }).first().waitFor(WAIT);
      const missing = await readme.locator("img").evaluateAll(all => all.filter(i => i.naturalWidth === 0).length);
      assert.equal(missing, 0);
      await shot("page");
    });
  } catch (problem) {
    await shot("failure").catch(() => undefined);
    throw problem;
  } finally {
    await vs.close();
  }
});

/** Spaces of the editor's own kind are those of the text. */
function plain(text) {
  return text.replaceAll("\u00a0", " ");
}

/** The program that a process runs; nothing for one that is gone, or not ours. */
function program(id) {
  try {
    return fs.readlinkSync(`/proc/${id}/exe`);
  } catch {
    return "";
  }
}

/** The keyboard writes into the editor from now on. */
async function focus({ page, editor, until }) {
  await until(
    () => editor.locator(".view-line").first().click(),
    ms => page.locator(".editor-instance .monaco-editor.focused").waitFor({ timeout: ms }),
  );
}
