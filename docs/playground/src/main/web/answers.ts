import type { MonacoLspClient } from "../../../node_modules/monaco-editor/esm/external/monaco-lsp-client/out/index.js";

type Transport = ConstructorParameters<typeof MonacoLspClient>[0];
type Listener = Exclude<Parameters<Transport["setListener"]>[0], undefined>;
type Message = Parameters<Listener>[0];
type Request = Extract<Message, { method: string }>;

/** RequestCancelled, ContentModified, ServerCancelled: no mistakes to the protocol, and uncaught errors of the page to Monaco's client. */
const NO_ANSWER = new Set([-32800, -32801, -32802]);

/**
 * What is seen all the time and would vanish, and completions, which would not be offered before the next word. All but two are about
 * the whole document, whatever its version. The lines for which hints are wanted may have moved, and the editor asks again after each
 * change. The place of completions is still one while what was typed since stands behind it; if not, the editor wants them no more.
 */
const ASKED_AGAIN = new Set([
  "textDocument/codeLens",
  "textDocument/completion",
  "textDocument/diagnostic",
  "textDocument/documentSymbol",
  "textDocument/foldingRange",
  "textDocument/inlayHint",
  "textDocument/semanticTokens/full",
]);

/** How often at most, one after the other: the server says at once that there is no answer, and would be asked for ever. */
const TRIES = 20;

/**
 * A transport whose requests always have an answer: one that came to nothing, since the document has changed, is asked again, or its
 * answer is that there is nothing.
 */
export function answered(transport: Transport): Transport {
  const waiting = new Map<Message["id"], { request: Request; tries: number }>();
  const hear = (listener: Listener, message: Message): void => {
    const asked = waiting.get(message.id);
    if (message.method !== undefined || asked === undefined) {
      listener(message);
      return;
    }
    const hasAnswer = !NO_ANSWER.has(Number(message.error?.code));
    if (!hasAnswer && asked.tries < TRIES && ASKED_AGAIN.has(asked.request.method)) {
      asked.tries++;
      void transport.send(asked.request);
      return;
    }
    waiting.delete(message.id);
    listener(hasAnswer ? message : { jsonrpc: "2.0", id: message.id, result: nothing(asked.request) });
  };
  return {
    state: transport.state,
    send: message => {
      if (message.method !== undefined && message.id !== undefined) {
        waiting.set(message.id, { request: message, tries: 1 });
      }
      return transport.send(message);
    },
    setListener: listener => transport.setListener(listener && (message => hear(listener, message))),
    toString: () => transport.toString(),
  };
}

/** The answer that changes nothing: what was to be completed as it is, the mistakes that were known, and else none, as all others allow. */
function nothing({ method, params }: Request): Request["params"] | null {
  if (method.endsWith("/resolve")) {
    return params;
  }
  if (method === "textDocument/diagnostic") {
    return { kind: "unchanged", resultId: (params as { previousResultId?: string }).previousResultId };
  }
  return null;
}
