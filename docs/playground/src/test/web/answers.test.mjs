// What the language client hears of a server that has no answer, since the document has changed.
import test from "node:test";
import assert from "node:assert/strict";
import path from "node:path";
import esbuild from "esbuild";

const built = await esbuild.build({
  entryPoints: [path.resolve(import.meta.dirname, "../../main/web/answers.ts")],
  bundle: true,
  write: false,
  format: "esm",
});
const { answered } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);

const MODIFIED = -32801;
const found = asked => ({ jsonrpc: "2.0", id: asked.id, result: `answer to ${asked.method}` });
const failed = code => asked => ({ jsonrpc: "2.0", id: asked.id, error: { code, message: "The document has changed." } });

/** All that is sent, and all that is heard, when the answers are these, one after the other, the last again and again. */
function exchange(messages, answers) {
  const sent = [];
  const heard = [];
  let listener;
  const server = {
    state: { value: { state: "open" } },
    setListener: to => (listener = to),
    send: async message => {
      sent.push(message);
      if (message.id !== undefined) {
        listener(answers[Math.min(sent.length, answers.length) - 1](message));
      }
    },
  };
  const client = answered(server);
  client.setListener(message => heard.push(message));
  messages.forEach(message => client.send(message));
  return { sent, heard };
}

const request = (method, params = {}) => ({ jsonrpc: "2.0", id: 7, method, params });

for (const method of ["semanticTokens/full", "inlayHint", "codeLens", "foldingRange", "documentSymbol", "diagnostic", "completion"]) {
  test(`textDocument/${method} is asked again until there is an answer`, () => {
    const asked = request(`textDocument/${method}`);
    const { sent, heard } = exchange([asked], [failed(MODIFIED), failed(-32802), found]);
    assert.deepEqual(sent, [asked, asked, asked]);
    assert.deepEqual(heard, [found(asked)]);
  });
}

for (const method of ["hover", "codeAction", "signatureHelp", "definition", "documentHighlight", "rename", "formatting"]) {
  for (const code of [-32800, MODIFIED, -32802]) {
    test(`textDocument/${method} has no result after ${code}`, () => {
      const asked = request(`textDocument/${method}`);
      const { sent, heard } = exchange([asked], [failed(code)]);
      assert.deepEqual(sent, [asked]);
      assert.deepEqual(heard, [{ jsonrpc: "2.0", id: 7, result: null }]);
    });
  }
}

test("an item stays as it is when nothing more can be said of it", () => {
  const item = { label: "mean" };
  const { heard } = exchange([request("completionItem/resolve", item)], [failed(MODIFIED)]);
  assert.deepEqual(heard, [{ jsonrpc: "2.0", id: 7, result: item }]);
});

test("a server that never has an answer is not asked for ever, and what was known stays", () => {
  const { sent, heard } = exchange([request("textDocument/diagnostic", { previousResultId: "a1" })], [failed(MODIFIED)]);
  assert.equal(sent.length, 20);
  assert.deepEqual(heard, [{ jsonrpc: "2.0", id: 7, result: { kind: "unchanged", resultId: "a1" } }]);
});

test("other errors, notifications and requests of the server are passed on", () => {
  const asked = request("textDocument/hover");
  assert.deepEqual(exchange([asked], [failed(-32603)]).heard, [failed(-32603)(asked)]);
  const ofServer = { jsonrpc: "2.0", id: 7, method: "workspace/inlayHint/refresh" };
  const { heard } = exchange([{ jsonrpc: "2.0", method: "initialized" }, asked], [() => ofServer]);
  assert.deepEqual(heard, [ofServer]);
});
