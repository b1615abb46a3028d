/** Where the modules that a script imports are found: beside it, and in the standard library. */
package org.tgraph.module;
