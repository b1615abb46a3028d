import * as path from "node:path";
import * as vscode from "vscode";
import { run } from "./command";

/** The graph that the script becomes, as a drawing beside it. */
export async function showGraph(script: vscode.Uri): Promise<void> {
  const drawn = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: "tgraph: drawing the graph" },
    () => run(["graph", "--format=svg", script.fsPath], path.dirname(script.fsPath)),
  );
  if (drawn.status !== 0) {
    await vscode.window.showErrorMessage("There is no graph while the script is wrong: see the problems.");
    return;
  }
  const panel = vscode.window.createWebviewPanel(
    "tgraph.graph",
    `Graph of ${path.basename(script.fsPath)}`,
    vscode.ViewColumn.Beside,
  );
  // A drawing, and nothing that runs.
  panel.webview.html = `<!DOCTYPE html><html><head>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:;">
    <style>body { background: white; } svg { max-width: 100%; height: auto; }</style>
    </head><body>${drawn.out}</body></html>`;
}
