import * as path from "node:path";
import * as vscode from "vscode";
import { command } from "./command";

export type Action = "run" | "check" | "test";

function task(action: Action, script: vscode.Uri, definition?: vscode.TaskDefinition): vscode.Task {
  const backend = vscode.workspace.getConfiguration("tgraph").get<string>("backend", "auto");
  const args = action === "check" ? [action, script.fsPath] : [action, "--backend", backend, script.fsPath];
  const folder = vscode.workspace.getWorkspaceFolder(script);
  return new vscode.Task(
    definition ?? { type: "tgraph", action, file: script.fsPath },
    folder ?? vscode.TaskScope.Workspace,
    `${action} ${path.basename(script.fsPath)}`,
    "tgraph",
    new vscode.ProcessExecution(command(), args, { cwd: path.dirname(script.fsPath) }),
    "$tgraph",
  );
}

/** Runs the script in a terminal of its own, saved before. */
export async function runScript(action: Action, script: vscode.Uri): Promise<void> {
  const document = vscode.workspace.textDocuments.find(d => d.uri.toString() === script.toString());
  if (document?.isDirty) {
    await document.save();
  }
  await vscode.tasks.executeTask(task(action, script));
}

export const tasks: vscode.TaskProvider = {
  async provideTasks(): Promise<vscode.Task[]> {
    const scripts = await vscode.workspace.findFiles("**/*.tgraph", "**/node_modules/**", 100);
    return scripts.flatMap(script => [task("run", script), task("test", script)]);
  },
  resolveTask(given: vscode.Task): vscode.Task | undefined {
    const { action, file } = given.definition;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    return action && file ? task(action as Action, vscode.Uri.file(path.resolve(folder, file as string)), given.definition) : undefined;
  },
};
