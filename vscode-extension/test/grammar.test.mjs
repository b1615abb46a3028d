// The highlighting knows the keywords and element types that the language has: those of the ANTLR grammar.
import test from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const at = p => path.resolve(import.meta.dirname, p);
const wasm = fs.readFileSync(at("../node_modules/vscode-oniguruma/release/onig.wasm")).buffer;
const registry = new textmate.Registry({
  onigLib: oniguruma.loadWASM(wasm).then(() => ({
    createOnigScanner: sources => new oniguruma.OnigScanner(sources),
    createOnigString: text => new oniguruma.OnigString(text),
  })),
  loadGrammar: async () =>
    textmate.parseRawGrammar(fs.readFileSync(at("../syntaxes/tgraph.tmLanguage.json"), "utf8"), "tgraph.json"),
});
const grammar = await registry.loadGrammar("source.tgraph");

function scopes(line) {
  return grammar
    .tokenizeLine(line, textmate.INITIAL)
    .tokens.map(t => [line.slice(t.startIndex, t.endIndex), t.scopes.slice(1).join(" ")])
    .filter(([text]) => text.trim() !== "");
}

const scopeOf = (line, word) => scopes(line).find(([text]) => text === word)?.[1] ?? "none";

test("every keyword of the grammar is highlighted as one", () => {
  const lexer = fs.readFileSync(at("../../grammar/src/main/antlr4/org/tgraph/grammar/TGraphLexer.g4"), "utf8");
  const words = [...lexer.matchAll(/^[A-Z]+\s*: '([a-z]+)' ;/gm)].map(m => m[1]);
  assert.ok(words.length >= 12, `found ${words}`);
  for (const word of words) {
    assert.match(scopeOf(`x ${word} y`, word), /keyword|storage|constant/, word);
    assert.doesNotMatch(scopeOf(`r.${word} y`, word), /keyword|storage|constant/, `.${word}`);
  }
});

test("words that are keywords only in their place", () => {
  assert.match(scopeOf("import nn", "import"), /keyword/);
  assert.match(scopeOf('test "it works" {', "test"), /keyword/);
  assert.match(scopeOf("model m(x: f64[n]) {", "model"), /storage/);
  assert.match(scopeOf("input x = read(\"a.csv\")", "input"), /storage/);
  assert.doesNotMatch(scopeOf("let test = 1.0", "test"), /keyword/);
  assert.doesNotMatch(scopeOf("print(model)", "model"), /storage/);
});

test("numbers, texts and comments", () => {
  for (const number of ["42", "1_000", "0xff", "1.0", "2.5e-3", "2.5j", "1."]) {
    assert.match(scopeOf(`let x = ${number}`, number), /constant.numeric/, number);
  }
  assert.match(scopeOf('let x = "a # b" # c', "# c"), /comment/);
  assert.match(scopeOf("## doc", "## doc"), /documentation/);
  assert.match(scopeOf("fn f(x: f64[n]) -> f64 = x", "f64"), /support.type/);
});
