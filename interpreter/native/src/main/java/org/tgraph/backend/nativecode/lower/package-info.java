/** From graphs to loop code: what is computed where, and how. */
package org.tgraph.backend.nativecode.lower;
