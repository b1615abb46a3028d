import * as path from "node:path";
import * as vscode from "vscode";
import { useInstallation } from "./command";
import { Forms } from "./forms";
import { Graphs } from "./graph";
import { Pictures } from "./pictures";
import { scriptOf } from "./script";
import { Server } from "./server";
import { runScript, Tasks } from "./tasks";
import { ScriptTests } from "./tests";

let server: Server | undefined;

/** A command about the script that is given, or open in front. */
function onScript(act: (script: vscode.Uri, detail: unknown) => unknown): (given: unknown, detail: unknown) => unknown {
  return (given, detail) => {
    const script = scriptOf(given);
    return script === undefined ? vscode.window.showInformationMessage("Open a .tgraph script first.") : act(script, detail);
  };
}

/** The server's lenses name the test that they stand above. */
function only(name: unknown): string[] {
  return typeof name === "string" ? ["--filter", name] : [];
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  useInstallation(context.extensionPath, context.globalStorageUri.fsPath);
  server = new Server();
  const graphs = new Graphs();
  const forms = new Forms();
  const pictures = new Pictures(path.join(context.globalStorageUri.fsPath, "pictures"));
  const drawn = (script: vscode.Uri) => pictures.list(script);
  context.subscriptions.push(
    new ScriptTests(),
    graphs,
    forms,
    pictures,
    vscode.tasks.registerTaskProvider("tgraph", new Tasks(drawn)),
    vscode.commands.registerCommand("tgraph.run", onScript(script => runScript("run", script, drawn))),
    vscode.commands.registerCommand("tgraph.test", onScript((script, name) => runScript("test", script, drawn, only(name)))),
    vscode.commands.registerCommand("tgraph.bench", onScript((script, name) => runScript("test", script, drawn, ["--bench", ...only(name)]))),
    vscode.commands.registerCommand("tgraph.pictures", onScript(script => pictures.show(script))),
    vscode.commands.registerCommand("tgraph.graph", onScript(script => graphs.show(script))),
    vscode.commands.registerCommand(
      "tgraph.forms",
      onScript((script, form) => forms.show(script, typeof form === "string" ? form : undefined)),
    ),
    vscode.commands.registerCommand("tgraph.restart", () => server?.restart()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (["tgraph.command", "tgraph.java.home", "tgraph.server.arguments"].some(name => event.affectsConfiguration(name))) {
        void server?.restart();
      }
    }),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
