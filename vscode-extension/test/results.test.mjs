// Tests in the text of a script, and what the command says of them.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { load } from "./typescript.mjs";

const { testsIn, reportIn } = await load("results.ts");
const read = relative => fs.readFileSync(path.resolve(import.meta.dirname, relative), "utf8");

test("tests are found by their lines, their names as the command has them", () => {
  const text = 'let x = 1\r\n\r\ntest "a \\"quoted\\" name\\u0021" {\r\n  assert true\r\n}\n# test "no"\ntest   "two" {\n}\nlet test = 2\n';
  assert.deepEqual(testsIn(text).map(({ name, line }) => [name, line]), [['a "quoted" name!', 2], ["two", 6]]);
});

test("those of the tour", () => {
  const names = testsIn(read("../../samples/tour/10-tests.tgraph")).map(found => found.name);
  assert.deepEqual(names, ["is stable for large arguments", "its gradient is the softmax"]);
});

test("a report has results, or the mistakes for which there are none", () => {
  const passed = { name: "two", line: 7, passed: true, seconds: 0.5, failure: null };
  const mistake = { severity: "error", message: "no" };
  const warning = { severity: "warning", message: "perhaps" };
  assert.deepEqual(reportIn(JSON.stringify({ tests: [passed], diagnostics: [warning] })), { tests: [passed], mistakes: [] });
  assert.deepEqual(reportIn(JSON.stringify({ tests: [], diagnostics: [mistake] })), { tests: [], mistakes: ["no"] });
  assert.deepEqual(reportIn("tgraph: There is no file."), { tests: [], mistakes: [] });
});
