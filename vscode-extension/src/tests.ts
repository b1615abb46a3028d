import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./command";
import { type Result, reportIn, testsIn } from "./results";

/** The `test` blocks of scripts in the Testing view. */
export class ScriptTests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController("tgraph", "tgraph");
  private readonly watcher = vscode.workspace.createFileSystemWatcher("**/*.tgraph");
  private readonly disposables: vscode.Disposable[];

  constructor() {
    this.controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
    this.controller.refreshHandler = () => this.findAll();
    this.controller.resolveHandler = item => (item === undefined ? this.findAll() : undefined);
    this.disposables = [
      this.controller,
      this.watcher,
      this.watcher.onDidChange(script => this.find(script)),
      this.watcher.onDidCreate(script => this.find(script)),
      this.watcher.onDidDelete(script => this.controller.items.delete(script.toString())),
      vscode.workspace.onDidOpenTextDocument(document => this.fillFrom(document)),
      vscode.workspace.onDidChangeTextDocument(event => this.fillFrom(event.document)),
    ];
    vscode.workspace.textDocuments.forEach(document => this.fillFrom(document));
  }

  dispose(): void {
    this.disposables.forEach(d => d.dispose());
  }

  private async findAll(): Promise<void> {
    const scripts = await vscode.workspace.findFiles("**/*.tgraph", "**/node_modules/**");
    await Promise.all(scripts.map(script => this.find(script)));
  }

  private async find(script: vscode.Uri): Promise<void> {
    try {
      this.fill(script, Buffer.from(await vscode.workspace.fs.readFile(script)).toString("utf8"));
    } catch {
      // It is gone again.
      this.controller.items.delete(script.toString());
    }
  }

  private fillFrom(document: vscode.TextDocument): void {
    if (document.languageId === "tgraph" && document.uri.scheme === "file") {
      this.fill(document.uri, document.getText());
    }
  }

  private fill(script: vscode.Uri, text: string): void {
    const id = script.toString();
    const found = testsIn(text);
    if (found.length === 0) {
      this.controller.items.delete(id);
      return;
    }
    const file = this.controller.items.get(id) ?? this.controller.createTestItem(id, path.basename(script.fsPath), script);
    // Kept where they are the same, so that their results stay beside them.
    const tests = found.map(({ name, line, length }) => {
      const test = file.children.get(`${id}#${name}`) ?? this.controller.createTestItem(`${id}#${name}`, name, script);
      test.range = new vscode.Range(line, 0, line, length);
      return test;
    });
    file.children.replace(tests);
    this.controller.items.add(file);
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const testRun = this.controller.createTestRun(request);
    for (const [file, tests] of this.wanted(request)) {
      if (token.isCancellationRequested || file.uri === undefined) {
        break;
      }
      await this.runFile(testRun, file.uri, tests, token);
    }
    testRun.end();
  }

  /** The tests to run, by their scripts, so that each script is run once. */
  private wanted(request: vscode.TestRunRequest): Map<vscode.TestItem, vscode.TestItem[]> {
    const wanted = new Map<vscode.TestItem, vscode.TestItem[]>();
    const excluded = new Set(request.exclude);
    for (const item of request.include ?? [...this.controller.items].map(([, file]) => file)) {
      const file = item.parent ?? item;
      const tests = item.parent ? [item] : [...item.children].map(([, child]) => child);
      const before = wanted.get(file) ?? [];
      wanted.set(file, [...before, ...tests.filter(test => !excluded.has(test) && !before.includes(test))]);
    }
    return wanted;
  }

  private async runFile(
    testRun: vscode.TestRun,
    script: vscode.Uri,
    tests: vscode.TestItem[],
    token: vscode.CancellationToken,
  ): Promise<void> {
    const document = vscode.workspace.textDocuments.find(d => d.uri.toString() === script.toString());
    if (document?.isDirty) {
      await document.save();
    }
    tests.forEach(test => testRun.started(test));
    const outcome = await run(["test", "--format=json", script.fsPath], { cwd: path.dirname(script.fsPath), token });
    if (token.isCancellationRequested) {
      tests.forEach(test => testRun.skipped(test));
      return;
    }
    testRun.appendOutput(outcome.err.replace(/\r?\n/g, "\r\n"));
    const report = reportIn(outcome.out);
    for (const test of tests) {
      const result = report.tests.find(r => r.name === test.label);
      if (result === undefined) {
        const why = report.mistakes.length > 0 ? `The script has mistakes:\n${report.mistakes.join("\n")}` : outcome.err;
        testRun.errored(test, new vscode.TestMessage(why || "There is no such test in the script."));
      } else if (result.passed) {
        testRun.passed(test, result.seconds * 1000);
      } else {
        testRun.failed(test, failure(script, result), result.seconds * 1000);
      }
    }
  }
}

function failure(script: vscode.Uri, result: Result): vscode.TestMessage {
  const { message, notes, range } = result.failure ?? { message: "The test failed.", notes: [], range: undefined };
  const shown = new vscode.TestMessage([message, ...notes].join("\n"));
  if (range !== undefined) {
    const { start, end } = range;
    shown.location = new vscode.Location(script, new vscode.Range(start.line, start.character, end.line, end.character));
  }
  return shown;
}
