package org.tgraph.lsp;

import org.eclipse.lsp4j.ClientCapabilities;

/**
 * What a client can do, as far as it matters here.
 *
 * @param pulls whether it asks for diagnostics: it must also know how to be told to ask again,
 *     since a change of a data file changes them; all others are sent them
 * @param watches whether it can be asked to watch files
 * @param resolvesDocs whether it asks for the documentation of a completion when it shows it
 */
record ClientAbilities(
    boolean pulls,
    boolean watches,
    boolean refreshesHints,
    boolean refreshesTokens,
    boolean resolvesDocs) {
  static final ClientAbilities NONE = new ClientAbilities(false, false, false, false, false);

  static ClientAbilities of(ClientCapabilities can) {
    if (can == null) {
      return NONE;
    }
    var text = can.getTextDocument();
    var workspace = can.getWorkspace();
    boolean pulls =
        text != null
            && text.getDiagnostic() != null
            && workspace != null
            && workspace.getDiagnostics() != null
            && Boolean.TRUE.equals(workspace.getDiagnostics().getRefreshSupport());
    boolean watches =
        workspace != null
            && workspace.getDidChangeWatchedFiles() != null
            && Boolean.TRUE.equals(workspace.getDidChangeWatchedFiles().getDynamicRegistration());
    boolean refreshesHints =
        workspace != null
            && workspace.getInlayHint() != null
            && Boolean.TRUE.equals(workspace.getInlayHint().getRefreshSupport());
    boolean refreshesTokens =
        workspace != null
            && workspace.getSemanticTokens() != null
            && Boolean.TRUE.equals(workspace.getSemanticTokens().getRefreshSupport());
    boolean resolvesDocs =
        text != null
            && text.getCompletion() != null
            && text.getCompletion().getCompletionItem() != null
            && text.getCompletion().getCompletionItem().getResolveSupport() != null
            && text.getCompletion()
                .getCompletionItem()
                .getResolveSupport()
                .getProperties()
                .contains("documentation");
    return new ClientAbilities(pulls, watches, refreshesHints, refreshesTokens, resolvesDocs);
  }
}
