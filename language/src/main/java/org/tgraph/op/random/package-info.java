/** The one operation that random numbers are made of; samplers are compositions in the prelude. */
package org.tgraph.op.random;
