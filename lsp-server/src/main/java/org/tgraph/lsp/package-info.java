/** Converts the answers of the analysis to the language server protocol, nothing more. */
package org.tgraph.lsp;
