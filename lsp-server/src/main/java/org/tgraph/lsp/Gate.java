package org.tgraph.lsp;

import com.google.gson.JsonElement;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;
import org.eclipse.lsp4j.jsonrpc.services.ServiceEndpoints;
import org.eclipse.lsp4j.jsonrpc.validation.ReflectiveMessageValidator;
import org.eclipse.lsp4j.services.LanguageServer;

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
    // What lacks a member that it must have is answered with `InvalidParams`.
    MessageConsumer validated = new ReflectiveMessageValidator(inner);
    return message -> pass(message, isKnown(message) ? validated : inner);
  }

  /** The parameters of methods that are not known stay JSON. */
  private static boolean isKnown(Message message) {
    return message instanceof RequestMessage r && !(r.getParams() instanceof JsonElement)
        || message instanceof NotificationMessage n && !(n.getParams() instanceof JsonElement);
  }

  private static boolean needsParameters(String method) {
    return method.startsWith("textDocument/")
        && ServiceEndpoints.getSupportedMethods(LanguageServer.class).containsKey(method);
  }

  private synchronized void pass(Message message, MessageConsumer inner) {
    switch (message) {
      case RequestMessage request -> {
        boolean isFirst = request.getMethod().equals("initialize");
        if (request.getParams() == null && needsParameters(request.getMethod())) {
          answers.consume(
              refusal(
                  request,
                  ResponseErrorCode.InvalidParams,
                  "`" + request.getMethod() + "` needs parameters."));
          return;
        }
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
    return state == State.NEW
        ? refusal(
            request,
            ResponseErrorCode.ServerNotInitialized,
            "`" + request.getMethod() + "` came before `initialize`.")
        : refusal(
            request,
            ResponseErrorCode.InvalidRequest,
            isFirst
                ? "`initialize` came twice."
                : "`" + request.getMethod() + "` came after `shutdown`.");
  }

  private static ResponseMessage refusal(
      RequestMessage request, ResponseErrorCode code, String message) {
    ResponseMessage refused = new ResponseMessage();
    refused.setJsonrpc("2.0");
    refused.setRawId(request.getRawId());
    refused.setError(new ResponseError(code, message, null));
    return refused;
  }
}
