// Runs inside the extension host. A failure is that of the first test that fails.
const assert = require("node:assert/strict");
const fs = require("node:fs");
const vscode = require("vscode");

const folder = () => vscode.workspace.workspaceFolders[0].uri;
const file = name => vscode.Uri.joinPath(folder(), name);
const ask = (command, ...rest) => vscode.commands.executeCommand(command, ...rest);

/** Asks until the answer is as wanted: a server answers when it has understood the newest text. */
async function eventually(ask, wanted, milliseconds = 180000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) {
      return answer;
    }
    assert.ok(Date.now() < end, `never came true; at last: ${JSON.stringify(answer)?.slice(0, 500)}`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

async function open(name) {
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Where a text first stands; `inside` counts from its beginning. */
function find(document, text, inside = 0) {
  const offset = document.getText().indexOf(text);
  assert.ok(offset >= 0, text);
  return document.positionAt(offset + inside);
}

async function replace(document, text) {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

const mistakes = uri => vscode.languages.getDiagnostics(uri);
const whole = document => new vscode.Range(0, 0, document.lineCount, 0);

async function hints(document) {
  const found = await ask("vscode.executeInlayHintProvider", document.uri, whole(document));
  return found.map(hint => (typeof hint.label === "string" ? hint.label : hint.label.map(part => part.value).join("")));
}

/** Processes of our language server: of this extension host, so of this test alone. */
function servers() {
  return fs
    .readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .filter(id => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${id}/status`, "utf8"))[1];
        return Number(parent) === process.pid && fs.readFileSync(`/proc/${id}/cmdline`, "utf8").includes("org.tgraph.cli.Main\0lsp");
      } catch {
        return false;
      }
    });
}

const tests = {
  async "a wrong shape is a diagnostic with its places"() {
    const document = await open("employment.tgraph");
    const [found] = await eventually(() => mistakes(document.uri), all => all.length > 0);
    assert.equal(typeof found.code === "object" ? found.code.value : found.code, "TG0302");
    assert.equal(found.source, "tgraph");
    assert.ok(found.relatedInformation.length >= 2);
    assert.match(found.relatedInformation.map(r => r.message).join("\n"), /comes from here/);
  },

  async "its fix mends it"() {
    const document = await open("employment.tgraph");
    const [found] = mistakes(document.uri);
    const actions = await ask("vscode.executeCodeActionProvider", document.uri, found.range);
    const fix = actions.find(action => action.title.includes("keepdims"));
    assert.ok(fix, actions.map(action => action.title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /mean\(X, axis=1, keepdims=true\)/);
    await eventually(() => mistakes(document.uri), all => all.length === 0);
  },

  async "hints say types, and each kind can be switched off"() {
    const document = await open("employment.tgraph");
    await eventually(() => hints(document), all => all.includes(": f64[n, 2]") && all.some(text => /k = 2/.test(text)));
    const settings = vscode.workspace.getConfiguration("tgraph");
    await settings.update("hints.let", false, vscode.ConfigurationTarget.Workspace);
    await eventually(() => hints(document), all => !all.includes(": f64[n, 2]") && all.some(text => /k = 2/.test(text)));
    await settings.update("hints.let", undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(() => hints(document), all => all.includes(": f64[n, 2]"));
  },

  async "hover, signature help and completion"() {
    const document = await open("employment.tgraph");
    const [hover] = await ask("vscode.executeHoverProvider", document.uri, find(document, "predict(X, ["));
    const said = hover.contents.map(content => content.value).join("\n");
    assert.match(said, /fn predict\(X: f64\[n, k\]/);
    assert.match(said, /The prediction of a linear model/);
    const help = await ask("vscode.executeSignatureHelpProvider", document.uri, find(document, "[0.0378"));
    assert.equal(help.activeParameter, 1);
    const list = await ask("vscode.executeCompletionItemProvider", document.uri, find(document, "data.gnp", 5));
    const labels = list.items.map(item => (typeof item.label === "string" ? item.label : item.label.label));
    assert.ok(["totemp", "gnp", "unemp"].every(column => labels.includes(column)), labels.join());
  },

  async "definition, references and rename"() {
    const document = await open("employment.tgraph");
    const use = find(document, "predict(X, [");
    const [definition] = await ask("vscode.executeDefinitionProvider", document.uri, use);
    assert.equal((definition.range ?? definition.targetRange).start.line, find(document, "fn predict").line);
    const references = await ask("vscode.executeReferenceProvider", document.uri, use);
    assert.equal(references.length, 2);
    const size = find(document, "f64[k]", 4);
    const edit = await ask("vscode.executeDocumentRenameProvider", document.uri, size, "columns");
    assert.equal(edit.get(document.uri).length, 2);
  },

  async "outline, folding, selections, tokens and formatting"() {
    const document = await open("employment.tgraph");
    const symbols = await ask("vscode.executeDocumentSymbolProvider", document.uri);
    assert.ok(["data", "predict", "X", "error"].every(name => symbols.some(symbol => symbol.name === name)));
    assert.ok((await ask("vscode.executeFoldingRangeProvider", document.uri)).length >= 2);
    const [selection] = await ask("vscode.executeSelectionRangeProvider", document.uri, [find(document, "axis=1")]);
    assert.ok(selection.parent);
    assert.ok((await ask("vscode.provideDocumentSemanticTokens", document.uri)).data.length > 50);
    const before = document.getText();
    await replace(document, before.replace("let scaled =", "let   scaled="));
    const edits = await eventually(
      () => ask("vscode.executeFormatDocumentProvider", document.uri, { tabSize: 2, insertSpaces: true }),
      found => found?.length > 0,
    );
    assert.ok(edits.some(edit => edit.newText.includes("let scaled =") || edit.range.start.line >= 9));
    await replace(document, before);
  },

  async "the header of a data file is watched"() {
    const document = await open("employment.tgraph");
    const data = file("longley.csv");
    const before = fs.readFileSync(data.fsPath, "utf8");
    fs.writeFileSync(data.fsPath, before.replace(/\bgnp\b/, "income"));
    await eventually(() => mistakes(document.uri), all => all.some(found => found.message.includes("gnp")));
    fs.writeFileSync(data.fsPath, before);
    await eventually(() => mistakes(document.uri), all => all.length === 0);
  },

  async "tasks run, check and test"() {
    const document = await open("employment.tgraph");
    // It may be saved by itself at the same time, and is not dirty then.
    await eventually(async () => !document.isDirty || (await document.save()), saved => saved, 20000);
    const tasks = await vscode.tasks.fetchTasks({ type: "tgraph" });
    assert.deepEqual(tasks.map(task => task.definition.action).sort(), ["check", "run", "test"]);
    const expected = { check: 0, run: 0, test: 1 };
    for (const task of tasks) {
      const ended = new Promise(resolve => {
        const listener = vscode.tasks.onDidEndTaskProcess(event => {
          if (event.execution.task.definition.action === task.definition.action) {
            listener.dispose();
            resolve(event.exitCode);
          }
        });
      });
      await vscode.tasks.executeTask(task);
      assert.equal(await ended, expected[task.definition.action], task.name);
    }
  },

  async "intermediate forms are documents"() {
    const document = await open("employment.tgraph");
    await ask("tgraph.forms", document.uri, "Simplified graph");
    const shown = await eventually(
      () => vscode.workspace.textDocuments.find(d => d.uri.scheme === "tgraph-form"),
      found => found?.getText().length > 0,
    );
    assert.match(shown.getText(), /matmul/);
  },

  async "the server can be restarted, and is started again when it dies"() {
    const document = await open("employment.tgraph");
    const [first] = await eventually(servers, found => found.length === 1);
    await ask("tgraph.restart");
    const [second] = await eventually(servers, found => found.length === 1 && found[0] !== first);
    await eventually(() => hints(document), all => all.includes(": f64[n, 2]"));
    process.kill(Number(second), "SIGKILL");
    await eventually(servers, found => found.length === 1 && found[0] !== second);
    await eventually(() => hints(document), all => all.includes(": f64[n, 2]"));
    await replace(document, document.getText().replace(", keepdims=true", ""));
    await eventually(() => mistakes(document.uri), all => all.length === 1);
  },
};

exports.run = async function run() {
  const extension = vscode.extensions.getExtension("tgraph.tgraph");
  assert.ok(extension);
  await extension.activate();
  for (const [name, act] of Object.entries(tests)) {
    try {
      await act();
    } catch (problem) {
      problem.message = `${name}: ${problem.message}`;
      throw problem;
    }
    console.log(`TEST passed: ${name}`);
  }
};
