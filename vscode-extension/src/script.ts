import * as path from "node:path";
import * as vscode from "vscode";

/** Where a command is about: what a lens or a menu hands over, else the script that is open in front. */
export function scriptOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) {
    return given;
  }
  if (typeof given === "string") {
    return vscode.Uri.parse(given);
  }
  const active = vscode.window.activeTextEditor?.document;
  return active?.languageId === "tgraph" ? active.uri : undefined;
}

/** The text of a script as the editor has it, and the folder that its paths are relative to. */
export async function textOf(script: vscode.Uri): Promise<{ text: string; folder: string }> {
  const document = await vscode.workspace.openTextDocument(script);
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const folder = script.scheme === "file" ? path.dirname(script.fsPath) : (workspace ?? process.cwd());
  return { text: document.getText(), folder };
}

/** Selects a part of a script, which something that is shown beside it comes from. */
export async function goTo(script: vscode.Uri, start: number, end: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(script);
  const column = vscode.window.visibleTextEditors.find(e => e.document === document)?.viewColumn ?? vscode.ViewColumn.One;
  const selection = new vscode.Range(document.positionAt(start), document.positionAt(end));
  await vscode.window.showTextDocument(document, { viewColumn: column, selection });
}
