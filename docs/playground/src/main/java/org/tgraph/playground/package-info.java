/**
 * The server of the playground: it hands out the page, connects its editor to a language server,
 * and runs scripts with limits. It knows nothing of the language: all of that is done by {@code
 * tgraph} commands in processes of their own.
 */
package org.tgraph.playground;
