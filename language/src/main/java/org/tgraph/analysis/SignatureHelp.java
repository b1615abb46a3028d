package org.tgraph.analysis;

import java.util.List;

/**
 * The signature of a function that is being called.
 *
 * @param parameters where each stands in the signature
 * @param active which of them is being written, from 0; one that is not there if none is
 */
public record SignatureHelp(String signature, String doc, List<Parameter> parameters, int active) {
  /** From where to where a parameter stands in the signature. */
  public record Parameter(int start, int end) {}

  public SignatureHelp {
    parameters = List.copyOf(parameters);
  }
}
