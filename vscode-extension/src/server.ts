import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import { launch } from "./command";

/** So many ends of the server within so many milliseconds are too many. */
const ENDS = 5;
const WITHIN = 180_000;

/** The language server's process, and the connection to it. */
export class Server {
  private client: LanguageClient | undefined;
  private readonly output = vscode.window.createOutputChannel("tgraph", { log: true });
  private ends: number[] = [];

  async start(): Promise<void> {
    const { command, args } = launch(["lsp"]);
    const server: ServerOptions = { command, args };
    const options: LanguageClientOptions = {
      documentSelector: [{ language: "tgraph" }],
      initializationOptions: vscode.workspace.getConfiguration("tgraph"),
      synchronize: { configurationSection: "tgraph" },
      outputChannel: this.output,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.closed(),
      },
      initializationFailedHandler: () => false,
    };
    this.client = new LanguageClient("tgraph", "tgraph", server, options);
    try {
      await this.client.start();
    } catch (problem) {
      await this.failed(problem instanceof Error ? problem.message : String(problem));
    }
  }

  /** A server that ends by itself is started again, unless it keeps ending. */
  private closed(): { action: CloseAction; message?: string; handled?: boolean } {
    const now = Date.now();
    this.ends = [...this.ends.filter(end => now - end < WITHIN), now];
    if (this.ends.length < ENDS) {
      this.output.info("The language server has ended and is started again.");
      return { action: CloseAction.Restart, handled: true };
    }
    void this.failed(`it ended ${ENDS} times within ${WITHIN / 60_000} minutes`);
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  private async failed(why: string): Promise<void> {
    const actions = { restart: "Restart", output: "Show Output", settings: "Open Settings" };
    const chosen = await vscode.window.showErrorMessage(
      `The language server of tgraph does not run: ${why}.`,
      ...Object.values(actions),
    );
    if (chosen === actions.restart) {
      await this.restart();
    } else if (chosen === actions.output) {
      this.output.show();
    } else if (chosen === actions.settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "@ext:tgraph.tgraph");
    }
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (problem) {
      // One that never ran cannot be told to end.
      this.output.info(String(problem));
    }
  }

  async restart(): Promise<void> {
    this.ends = [];
    await this.stop();
    await this.start();
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.output.dispose();
  }
}
