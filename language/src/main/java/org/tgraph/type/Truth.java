package org.tgraph.type;

/** The answer to a question about sizes that may depend on values known only at run time. */
public enum Truth {
  YES,
  NO,
  UNKNOWN
}
