package org.tgraph.generate;

/** A way to make an expression. */
interface Rule {
  /**
   * @param depth how deep the expressions in it may be nested
   * @throws Unmakeable if it does not fit here
   */
  Term make(Maker m, int depth);
}
