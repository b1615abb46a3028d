import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { command } from "./command";

/** The language server's process, and the connection to it. */
export class Server {
  private client: LanguageClient | undefined;

  async start(): Promise<void> {
    const server: ServerOptions = { command: command(), args: ["lsp"] };
    const options: LanguageClientOptions = {
      documentSelector: [{ language: "tgraph" }],
      initializationOptions: vscode.workspace.getConfiguration("tgraph"),
      synchronize: { configurationSection: "tgraph" },
    };
    this.client = new LanguageClient("tgraph", "tgraph", server, options);
    try {
      await this.client.start();
    } catch (problem) {
      const open = "Open Settings";
      const chosen = await vscode.window.showErrorMessage(
        `The tgraph command could not be started (${String(problem)}). The setting tgraph.command says where it is.`,
        open,
      );
      if (chosen === open) {
        await vscode.commands.executeCommand("workbench.action.openSettings", "tgraph.command");
      }
    }
  }

  async stop(): Promise<void> {
    await this.client?.dispose();
    this.client = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }
}
