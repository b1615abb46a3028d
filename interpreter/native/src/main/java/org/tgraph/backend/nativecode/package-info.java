/**
 * The backend {@code native}: graph → {@code lower} → {@code loop} → {@code ir} → {@code llvm} →
 * machine code. Invariant: only {@code llvm} calls LLVM, and only {@code lower} knows operations.
 */
package org.tgraph.backend.nativecode;
