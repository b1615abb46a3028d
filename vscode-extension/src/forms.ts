import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./command";
import { textOf } from "./script";

const SCHEME = "tgraph-form";

interface Form extends vscode.QuickPickItem {
  args: string[];
}

const FORMS: Form[] = [
  { label: "Graph", description: "as the checker makes it, one operation a line", args: [] },
  { label: "Graph with origins", description: "and where each line comes from", args: ["--origins"] },
  { label: "Simplified graph", description: "as backends get it", args: ["--simplify"] },
  { label: "Statistics", description: "how many equations and operations", args: ["--stats"] },
];

/** What a script becomes on its way to a backend, as read-only documents beside it. */
export class Forms implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  readonly onDidChange = this.changed.event;

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }

  /**
   * Shows a form, after asking for one.
   *
   * @param label one of the forms' labels, if it is known already
   */
  async show(script: vscode.Uri, label?: string): Promise<void> {
    const given = FORMS.find(form => form.label === label);
    const form = given ?? (await vscode.window.showQuickPick(FORMS, { title: "Show the intermediate form" }));
    if (form === undefined) {
      return;
    }
    const name = `${path.basename(script.fsPath, ".tgraph")} (${form.label.toLowerCase()})`;
    const shown = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: JSON.stringify([script.toString(), form.label]) });
    // One that is open already may be of an older version of the script.
    this.changed.fire(shown);
    const document = await vscode.workspace.openTextDocument(shown);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }

  async provideTextDocumentContent(shown: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const [id, label] = JSON.parse(shown.query) as [string, string];
    const { text, folder } = await textOf(vscode.Uri.parse(id));
    const args = FORMS.find(form => form.label === label)?.args ?? [];
    const outcome = await run(["graph", ...args, "-"], { cwd: folder, input: text, token });
    return outcome.status === 0 ? outcome.out : outcome.err;
  }
}
