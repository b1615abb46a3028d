import { socket } from "./server";

export type Action = "run" | "test" | "graph";

/** How a run ended: the command's exit status, and why it was ended, if it was. */
export interface End {
  status: number;
  why: string;
}

/**
 * Runs a script on the server.
 *
 * @param printed is told what it prints, as it does
 */
export function runScript(action: Action, program: string, text: string, printed: (piece: string) => void): Promise<End> {
  const connection = socket("/run");
  return new Promise(resolve => {
    connection.onopen = () => connection.send(JSON.stringify({ action, program, text }));
    connection.onmessage = event => {
      const message = JSON.parse(event.data as string) as { out?: string; status?: string; why?: string };
      if (message.out !== undefined) {
        printed(message.out);
      } else {
        resolve({ status: Number(message.status), why: message.why ?? "" });
      }
    };
    // After an answer this says nothing new.
    connection.onclose = event => resolve({ status: 1, why: event.reason || "The connection is lost." });
  });
}
