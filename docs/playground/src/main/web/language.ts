import * as monaco from "monaco-editor/editor/editor.api";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, Registry, parseRawGrammar, type IGrammar, type StateStack } from "vscode-textmate";
import configuration from "../../../../../vscode-extension/language-configuration.json";
import grammarText from "../../../../../vscode-extension/syntaxes/tgraph.tmLanguage.json?text";

export const LANGUAGE = "tgraph";

/** From the grammar's scopes to Monaco's own, which its themes colour; the first that fits. */
const COLOURS: [RegExp, string][] = [
  [/^comment/, "comment"],
  [/^string|^constant\.character/, "string"],
  [/^constant\.numeric/, "number"],
  [/^constant\.language|^keyword\.control|^keyword\.operator\.word|^storage/, "keyword"],
  [/^support\.type|^entity\.name\.type/, "type"],
  [/^entity\.name\.function/, "function"],
  [/^invalid/, "invalid"],
];

class State implements monaco.languages.IState {
  constructor(readonly stack: StateStack) {}

  clone(): State {
    return new State(this.stack);
  }

  equals(other: State): boolean {
    return this.stack.equals(other.stack);
  }
}

function token(scopes: string[]): string {
  for (const scope of scopes.toReversed()) {
    const colour = COLOURS.find(([pattern]) => pattern.test(scope));
    if (colour !== undefined) {
      return colour[1];
    }
  }
  return "";
}

function tokens(grammar: IGrammar): monaco.languages.TokensProvider {
  return {
    getInitialState: () => new State(INITIAL),
    tokenize: (line, state) => {
      const { tokens: found, ruleStack } = grammar.tokenizeLine(line, (state as State).stack);
      return {
        tokens: found.map(t => ({ startIndex: t.startIndex, scopes: token(t.scopes) })),
        endState: new State(ruleStack),
      };
    },
  };
}

/** The language with the highlighting and the brackets of the VS Code extension. */
export async function registerLanguage(): Promise<void> {
  monaco.languages.register({ id: LANGUAGE, extensions: [".tgraph"] });
  monaco.languages.setLanguageConfiguration(LANGUAGE, {
    comments: { lineComment: configuration.comments.lineComment },
    brackets: configuration.brackets as [string, string][],
    autoClosingPairs: configuration.autoClosingPairs,
    surroundingPairs: configuration.surroundingPairs.map(([open, close]) => ({ open: open!, close: close! })),
    indentationRules: {
      increaseIndentPattern: new RegExp(configuration.indentationRules.increaseIndentPattern),
      decreaseIndentPattern: new RegExp(configuration.indentationRules.decreaseIndentPattern),
    },
  });
  await loadWASM(await (await fetch("onig.wasm")).arrayBuffer());
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(grammarText, "tgraph.json"),
  });
  const grammar = await registry.loadGrammar("source.tgraph");
  if (grammar !== null) {
    monaco.languages.setTokensProvider(LANGUAGE, tokens(grammar));
  }
}
