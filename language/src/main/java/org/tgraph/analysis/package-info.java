/**
 * The editor's questions about one version of a script, answered as plain data: offsets, texts and
 * edits. It knows nothing of the language server protocol and never runs a script.
 */
package org.tgraph.analysis;
