package org.tgraph.cli;

import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.data.FileHeaders;
import org.tgraph.module.FileModules;

/** Checks a script with the modules and data files around it. */
final class Checking {
  private Checking() {}

  /**
   * @param runnable whether the program is to be run or drawn, not only its mistakes found
   */
  static Checked check(ScriptFile script, DataOptions data, boolean runnable) {
    Checked checked =
        Checker.check(
            script.source(),
            new FileModules(script.path()),
            new FileHeaders(data.access(script)),
            data.overrides(),
            runnable);
    data.requireInputs(checked);
    return checked;
  }
}
