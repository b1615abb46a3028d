/** The command's own classes, written anew for an AOT cache that keeps all they need. */
package org.tgraph.cli.linking;
