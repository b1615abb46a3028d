import * as vscode from "vscode";
import { Server } from "./server";
import { showGraph } from "./graph";
import { runScript, tasks } from "./tasks";
import { ScriptTests } from "./tests";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server();
  const tests = new ScriptTests();
  const onScript = (act: (script: vscode.Uri) => unknown) => () => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId === "tgraph") {
      return act(editor.document.uri);
    }
    return vscode.window.showInformationMessage("Open a .tgraph script first.");
  };
  context.subscriptions.push(
    tests,
    vscode.tasks.registerTaskProvider("tgraph", tasks),
    vscode.commands.registerCommand("tgraph.run", onScript(script => runScript("run", script))),
    vscode.commands.registerCommand("tgraph.test", onScript(script => runScript("test", script))),
    vscode.commands.registerCommand("tgraph.graph", onScript(showGraph)),
    vscode.commands.registerCommand("tgraph.restart", () => server?.restart()),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
