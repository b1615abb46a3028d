// The list of pictures as a run writes it.
import test from "node:test";
import assert from "node:assert/strict";
import { load } from "./typescript.mjs";

const { picturesIn } = await load("drawn.ts");
const { picturesPage } = await load("page.ts");
const line = (picture, start) => `${JSON.stringify({ picture, start, end: start + 1 })}\n`;

test("a picture that is drawn twice is shown once, as it was drawn last", () => {
  const list = line("/a/one.svg", 1) + line("/a/two.png", 5) + line("/a/one.svg", 9);
  assert.deepEqual(picturesIn(list).map(({ picture, start }) => [picture, start]), [["/a/one.svg", 9], ["/a/two.png", 5]]);
});

test("a line that is still being written is left for later", () => {
  assert.deepEqual(picturesIn(line("/a/one.svg", 1) + '{"pict').length, 1);
  assert.deepEqual(picturesIn(""), []);
});

test("names of files cannot say anything to the page", () => {
  const shown = { picture: '/a/"><script>.svg', name: '"><script>.svg', source: 'https://x/"><script>', start: 0, end: 1 };
  assert.doesNotMatch(picturesPage([shown], "https://x", ""), /"><script>/);
});
