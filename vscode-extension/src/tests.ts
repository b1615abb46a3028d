import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./command";

const TEST = /^test\s+"((?:[^"\\]|\\.)*)"/;

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
      vscode.workspace.onDidOpenTextDocument(d => d.languageId === "tgraph" && this.fill(d.uri, d.getText())),
    ];
    vscode.workspace.textDocuments.filter(d => d.languageId === "tgraph").forEach(d => this.fill(d.uri, d.getText()));
  }

  dispose(): void {
    this.disposables.forEach(d => d.dispose());
  }

  private async findAll(): Promise<void> {
    const scripts = await vscode.workspace.findFiles("**/*.tgraph", "**/node_modules/**");
    await Promise.all(scripts.map(script => this.find(script)));
  }

  private async find(script: vscode.Uri): Promise<void> {
    this.fill(script, Buffer.from(await vscode.workspace.fs.readFile(script)).toString("utf8"));
  }

  private fill(script: vscode.Uri, text: string): void {
    const id = script.toString();
    const tests: vscode.TestItem[] = [];
    text.split(/\r?\n/).forEach((line, row) => {
      const name = TEST.exec(line)?.[1];
      if (name !== undefined) {
        const test = this.controller.createTestItem(`${id}#${name}`, name, script);
        test.range = new vscode.Range(row, 0, row, line.length);
        tests.push(test);
      }
    });
    if (tests.length === 0) {
      this.controller.items.delete(id);
      return;
    }
    const file = this.controller.createTestItem(id, path.basename(script.fsPath), script);
    file.children.replace(tests);
    this.controller.items.add(file);
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    const wanted = request.include ?? [...this.controller.items].map(([, item]) => item);
    for (const item of wanted) {
      const file = item.parent ?? item;
      const tests = item.parent ? [item] : [...item.children].map(([, child]) => child);
      if (token.isCancellationRequested || file.uri === undefined) {
        break;
      }
      await this.runFile(run, file.uri, tests, token);
    }
    run.end();
  }

  private async runFile(
    testRun: vscode.TestRun,
    script: vscode.Uri,
    tests: vscode.TestItem[],
    token: vscode.CancellationToken,
  ): Promise<void> {
    tests.forEach(test => testRun.started(test));
    const outcome = await run(["test", "--format=json", script.fsPath], path.dirname(script.fsPath), token);
    testRun.appendOutput(outcome.err.replace(/\r?\n/g, "\r\n"));
    const results = parse(outcome.out);
    for (const test of tests) {
      const result = results.find(r => r.name === test.label);
      if (result === undefined) {
        testRun.errored(test, new vscode.TestMessage(outcome.err || "The test was not run: the script has mistakes."));
      } else if (result.passed) {
        testRun.passed(test);
      } else {
        testRun.failed(test, failure(script, result));
      }
    }
  }
}

/** What `tgraph test --format=json` says of one test. */
interface Result {
  name: string;
  passed: boolean;
  failure: { message: string; notes: string[]; range: vscode.Range } | null;
}

function parse(out: string): Result[] {
  try {
    return (JSON.parse(out) as { tests: Result[] }).tests;
  } catch {
    // The script has mistakes, which are in the other output.
    return [];
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
