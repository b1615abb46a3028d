import { socket } from "./server";

export type Action = "run" | "test" | "graph";

/** How a run ended: the command's exit status, and why it was ended, if it was. */
export interface End {
  status: number;
  why: string;
}

/** A picture that a script drew; one without an address is no image. */
export interface Picture {
  name: string;
  address: string;
}

/**
 * Runs a script on the server.
 *
 * @param printed is told what it prints, as it does
 * @param drew is told of each picture, at the end
 */
export function runScript(
  action: Action,
  program: string,
  text: string,
  printed: (piece: string) => void,
  drew: (picture: Picture) => void,
): Promise<End> {
  const connection = socket("/run");
  return new Promise(resolve => {
    connection.onopen = () => connection.send(JSON.stringify({ action, program, text }));
    connection.onmessage = event => {
      const message = JSON.parse(event.data as string) as { out?: string; drawn?: string; address?: string; status?: string; why?: string };
      if (message.out !== undefined) {
        printed(message.out);
      } else if (message.drawn !== undefined) {
        drew({ name: message.drawn, address: message.address ?? "" });
      } else {
        resolve({ status: Number(message.status), why: message.why ?? "" });
      }
    };
    // After an answer this says nothing new.
    connection.onclose = event => resolve({ status: 1, why: event.reason || "The connection is lost." });
  });
}
