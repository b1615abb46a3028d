import * as path from "node:path";
import * as vscode from "vscode";
import { launch } from "./command";

export const ACTIONS = ["run", "check", "test"] as const;
export type Action = (typeof ACTIONS)[number];

/** What a task of ours says in `tasks.json`. */
interface Definition extends vscode.TaskDefinition {
  action: Action;
  file: string;
  args?: string[];
}

/** Where a run lists the pictures that it draws, for whoever shows them. */
type ListOf = (script: vscode.Uri) => string;

function task(
  definition: Definition,
  script: vscode.Uri,
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
  drawn: ListOf,
): vscode.Task {
  const backend = vscode.workspace.getConfiguration("tgraph", script).get<string>("backend", "auto");
  const { action } = definition;
  const chosen = action === "check" || backend === "auto" ? [] : ["--backend", backend];
  const listed = action === "run" ? ["--drawn", drawn(script)] : [];
  const { command, args } = launch([action, ...chosen, ...listed, ...(definition.args ?? []), script.fsPath], true);
  const made = new vscode.Task(
    definition,
    scope,
    `${action} ${path.basename(script.fsPath)}`,
    "tgraph",
    new vscode.ProcessExecution(command, args, { cwd: path.dirname(script.fsPath) }),
    "$tgraph",
  );
  made.group = action === "test" ? vscode.TaskGroup.Test : undefined;
  made.presentationOptions = { clear: true, showReuseMessage: false, panel: vscode.TaskPanelKind.Dedicated, echo: false };
  return made;
}

/** Runs the script in a terminal of its own, saved before. */
export async function runScript(action: Action, script: vscode.Uri, drawn: ListOf, args: string[] = []): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showWarningMessage("Scripts are run only in folders that you trust.");
    return;
  }
  const document = vscode.workspace.textDocuments.find(d => d.uri.toString() === script.toString());
  if (document?.isUntitled) {
    await vscode.window.showInformationMessage("Save the script first.");
    return;
  }
  if (document?.isDirty) {
    await document.save();
  }
  const scope = vscode.workspace.getWorkspaceFolder(script) ?? vscode.TaskScope.Workspace;
  const definition = { type: "tgraph", action, file: script.fsPath, ...(args.length > 0 ? { args } : {}) };
  await vscode.tasks.executeTask(task(definition, script, scope, drawn));
}

export class Tasks implements vscode.TaskProvider {
  constructor(private readonly drawn: ListOf) {}

  /** Those of the script that is open in front; others can be written into `tasks.json`. */
  provideTasks(): vscode.Task[] {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "tgraph" || document.uri.scheme !== "file") {
      return [];
    }
    const folder = vscode.workspace.getWorkspaceFolder(document.uri);
    const file = vscode.workspace.asRelativePath(document.uri, false);
    return ACTIONS.map(action => task({ type: "tgraph", action, file }, document.uri, folder ?? vscode.TaskScope.Workspace, this.drawn));
  }

  resolveTask(given: vscode.Task): vscode.Task | undefined {
    const definition = given.definition as Partial<Definition>;
    if (definition.action === undefined || definition.file === undefined) {
      return undefined;
    }
    const scope = given.scope ?? vscode.TaskScope.Workspace;
    const folder = typeof scope === "object" ? scope : vscode.workspace.workspaceFolders?.[0];
    const script = vscode.Uri.file(path.resolve(folder?.uri.fsPath ?? "", definition.file));
    return task(definition as Definition, script, scope, this.drawn);
  }
}
