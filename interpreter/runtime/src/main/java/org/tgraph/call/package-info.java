/** Calling graphs and the functions of scripts from Java and Kotlin. */
package org.tgraph.call;
