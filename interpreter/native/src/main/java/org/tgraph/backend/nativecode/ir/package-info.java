/** From loop code to LLVM's intermediate representation, as text. */
package org.tgraph.backend.nativecode.ir;
