package org.tgraph.data;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What counts as a script's own folder: the folder it is in; or, if that or one above it contains a
 * file {@code tgraph.project}, the nearest such. The search ends at the folder of a Git repository
 * (the one with {@code .git}), and the root of the file system is never a project.
 */
public final class ProjectFolder {
  /** Its content is of no meaning; a comment may say what it is for. */
  public static final String MARKER = "tgraph.project";

  private ProjectFolder() {}

  /**
   * @param folder of the script, absolute
   */
  public static Path of(Path folder) {
    for (Path at = folder; at != null && at.getParent() != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(MARKER))) {
        return at;
      }
      if (Files.exists(at.resolve(".git"))) {
        break;
      }
    }
    return folder;
  }
}
