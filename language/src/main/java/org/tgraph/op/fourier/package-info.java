/** The discrete Fourier transform; those of several axes and of real numbers are compositions. */
package org.tgraph.op.fourier;
