/** Benchmarks. */
package org.tgraph.benchmarks;
