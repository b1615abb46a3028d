/** LLVM, bound through the foreign function interface: text to machine code in the process. */
package org.tgraph.backend.nativecode.llvm;
