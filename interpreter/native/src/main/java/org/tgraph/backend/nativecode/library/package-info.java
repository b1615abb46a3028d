/** Native libraries of Bytedeco's artifacts as files, and OpenBLAS. */
package org.tgraph.backend.nativecode.library;
