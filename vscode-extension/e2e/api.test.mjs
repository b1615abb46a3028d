// What the editor's own interface says, for breadth: the tests of api/ run inside the extension host.
import test from "node:test";
import assert from "node:assert/strict";
import path from "node:path";
import { openVsCode, runInside } from "./vscode.mjs";

const at = relative => path.resolve(import.meta.dirname, relative);

test("the interface of the editor", { timeout: 1200000 }, async () => {
  const vs = await openVsCode({ vsix: at("../tgraph.vsix"), folder: at("fixtures"), out: at("out/api"), driver: true });
  try {
    assert.equal(await runInside(vs, at("api/index.cjs"), at(".."), 900000), 0);
  } finally {
    await vs.shot("end").catch(() => undefined);
    await vs.close();
  }
});
