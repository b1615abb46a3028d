import { MonacoLspClient, WebSocketTransport } from "../../../node_modules/monaco-editor/esm/external/monaco-lsp-client/out/index.js";
import { answered } from "./answers";

export function socket(path: string): WebSocket {
  return new WebSocket(`ws://${location.host}${path}`);
}

/**
 * Connects the editor to a language server of its own.
 *
 * @param lost is told why when the connection ends
 */
export function connectLanguageServer(lost: (why: string) => void): Promise<void> {
  const connection = socket("/language");
  return new Promise((resolve, reject) => {
    connection.onopen = () => {
      // Monaco's client waits for a callback that a browser's socket does not know.
      const sender = {
        url: connection.url,
        set onmessage(handler: (event: MessageEvent) => void) {
          connection.onmessage = handler;
        },
        set onclose(handler: (event: CloseEvent) => void) {
          connection.addEventListener("close", handler);
        },
        send(text: string, sent: () => void) {
          connection.send(text);
          sent();
        },
        close: () => connection.close(),
      };
      new MonacoLspClient(answered(WebSocketTransport.fromWebSocket(sender)));
      resolve();
    };
    connection.addEventListener("close", event => {
      const why = event.reason || "The connection to the language server is lost.";
      reject(new Error(why));
      lost(why);
    });
  });
}
