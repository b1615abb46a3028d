import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./command";
import { graphPage } from "./page";
import { goTo, textOf } from "./script";

/** Waits so long after an edit before it draws again. */
const PAUSE = 400;

/** The graph that a script becomes, drawn beside it, and drawn again when the script changes. */
class GraphPanel {
  private readonly panel: vscode.WebviewPanel;
  private readonly edits: vscode.Disposable;
  private timer: NodeJS.Timeout | undefined;
  private drawing: vscode.CancellationTokenSource | undefined;

  constructor(
    private readonly script: vscode.Uri,
    closed: () => void,
  ) {
    this.panel = vscode.window.createWebviewPanel(
      "tgraph.graph",
      `Graph of ${path.basename(script.fsPath)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    this.edits = vscode.workspace.onDidChangeTextDocument(event => {
      if (event.document.uri.toString() === script.toString() && event.contentChanges.length > 0) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.draw(), PAUSE);
      }
    });
    this.panel.webview.onDidReceiveMessage(({ start, end }: { start: number; end: number }) => goTo(this.script, start, end));
    this.panel.onDidDispose(() => {
      clearTimeout(this.timer);
      this.drawing?.cancel();
      this.edits.dispose();
      closed();
    });
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  async draw(): Promise<void> {
    this.drawing?.cancel();
    const drawing = new vscode.CancellationTokenSource();
    this.drawing = drawing;
    const { text, folder } = await textOf(this.script);
    const drawn = await run(["graph", "--format=svg", "-"], { cwd: folder, input: text, token: drawing.token });
    if (drawing.token.isCancellationRequested) {
      return;
    }
    const title = path.basename(this.script.fsPath);
    this.panel.webview.html =
      drawn.status === 0
        ? graphPage(drawn.out.replaceAll("&lt;stdin&gt;", title), "")
        : graphPage("", "There is no graph while the script is wrong: see the problems.");
  }
}

/** The panels that are open: one for each script. */
export class Graphs implements vscode.Disposable {
  private readonly panels = new Map<string, GraphPanel>();

  async show(script: vscode.Uri): Promise<void> {
    const id = script.toString();
    const panel = this.panels.get(id) ?? new GraphPanel(script, () => this.panels.delete(id));
    this.panels.set(id, panel);
    panel.reveal();
    await panel.draw();
  }

  dispose(): void {
    this.panels.clear();
  }
}
