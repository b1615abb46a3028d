package org.tgraph.lsp;

import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/**
 * The order that the protocol demands: nothing is answered before {@code initialize}, and nothing
 * after {@code shutdown}.
 */
final class Gate {
  private enum State {
    NEW,
    OPEN,
    SHUT
  }

  private MessageConsumer answers = message -> {};
  private State state = State.NEW;

  /** The client's messages go through here; the answers of the server are let through. */
  MessageConsumer around(MessageConsumer inner) {
    if (!(inner instanceof RemoteEndpoint)) {
      answers = inner;
      return inner;
    }
    return message -> pass(message, inner);
  }

  private synchronized void pass(Message message, MessageConsumer inner) {
    switch (message) {
      case RequestMessage request -> {
        boolean isFirst = request.getMethod().equals("initialize");
        if (isFirst != (state == State.NEW) || state == State.SHUT) {
          answers.consume(refused(request, isFirst));
          return;
        }
        state = request.getMethod().equals("shutdown") ? State.SHUT : State.OPEN;
        inner.consume(message);
      }
      case NotificationMessage news
          when state != State.OPEN && !news.getMethod().equals("exit") -> {
        // The protocol asks to drop it.
      }
      default -> inner.consume(message);
    }
  }

  private ResponseMessage refused(RequestMessage request, boolean isFirst) {
    ResponseError error =
        state == State.NEW
            ? new ResponseError(
                ResponseErrorCode.ServerNotInitialized,
                "`" + request.getMethod() + "` came before `initialize`.",
                null)
            : new ResponseError(
                ResponseErrorCode.InvalidRequest,
                isFirst
                    ? "`initialize` came twice."
                    : "`" + request.getMethod() + "` came after `shutdown`.",
                null);
    ResponseMessage refused = new ResponseMessage();
    refused.setJsonrpc("2.0");
    refused.setRawId(request.getRawId());
    refused.setError(error);
    return refused;
  }
}
