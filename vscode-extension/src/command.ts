import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as vscode from "vscode";
import { Installation } from "./installation";

let installation: Installation | undefined;

/** Called once, before anything else of this module. */
export function useInstallation(extension: string, storage: string): void {
  fs.mkdirSync(storage, { recursive: true });
  installation = new Installation(extension, storage, () => {
    const settings = vscode.workspace.getConfiguration("tgraph");
    return {
      command: settings.get<string>("command", ""),
      javaHome: settings.get<string>("java.home", ""),
      serverArguments: settings.get<string[]>("server.arguments", []),
    };
  });
}

export function launch(args: string[], terminal = false): { command: string; args: string[] } {
  if (installation === undefined) {
    throw new Error("The extension is not active.");
  }
  return installation.launch(args, terminal);
}

/** What a command answered: its exit status, or -1 if it could not be started or was ended. */
export interface Outcome {
  status: number;
  out: string;
  err: string;
}

/** Runs the command to its end; what goes wrong is in the outcome, and no failure of this function. */
export function run(
  args: string[],
  options: { cwd?: string; input?: string; token?: vscode.CancellationToken } = {},
): Promise<Outcome> {
  return new Promise(resolve => {
    const { command, args: all } = launch(args);
    const child = spawn(command, all, { cwd: options.cwd });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.on("error", problem => resolve({ status: -1, out, err: `${command} could not be started: ${problem.message}` }));
    child.on("close", status => resolve({ status: status ?? -1, out, err }));
    // A process that has ended before it read everything is told of by its status.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
    options.token?.onCancellationRequested(() => child.kill());
  });
}
