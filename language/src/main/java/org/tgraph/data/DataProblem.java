package org.tgraph.data;

import org.tgraph.diagnostic.Code;

/**
 * What is wrong with a data file.
 *
 * @param message one sentence that names the file and, where it is known, the row and the column
 */
public record DataProblem(Code code, String message) {}
