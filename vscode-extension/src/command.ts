import { execFile } from "node:child_process";
import * as vscode from "vscode";

/** The `tgraph` command as the settings name it. */
export function command(): string {
  return vscode.workspace.getConfiguration("tgraph").get<string>("command", "tgraph");
}

export interface Outcome {
  status: number;
  out: string;
  err: string;
}

/** Runs the command to its end; what it says is never a failure of this function. */
export function run(args: string[], cwd?: string, token?: vscode.CancellationToken): Promise<Outcome> {
  return new Promise(resolve => {
    const child = execFile(command(), args, { cwd, maxBuffer: 64 << 20 }, (problem, out, err) => {
      const status = problem === null ? 0 : typeof problem.code === "number" ? problem.code : 2;
      resolve({ status, out, err: status === 2 && err === "" ? String(problem?.message) : err });
    });
    token?.onCancellationRequested(() => child.kill());
  });
}
