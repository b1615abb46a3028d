package org.tgraph.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;

/**
 * Which files a script may touch: those below its own folder, and below others that were allowed on
 * the command line. What counts is where a path really leads, links resolved. {@link ProjectFolder}
 * says what a script's own folder is.
 *
 * @param folder that relative paths are relative to: the script's
 * @param readable folders and files, links resolved
 * @param writable folders and files, links resolved
 */
public record DataAccess(Path folder, List<Path> readable, List<Path> writable) {
  public DataAccess {
    readable = List.copyOf(readable);
    writable = List.copyOf(writable);
  }

  /**
   * @param script the file; need not exist
   * @param read what {@code --allow-read} names, relative to the working directory, and the files
   *     that {@code --input} names
   * @param write what {@code --allow-write} names
   */
  public static DataAccess forScript(Path script, List<Path> read, List<Path> write) {
    Path folder = script.toAbsolutePath().normalize().getParent();
    Path own = ProjectFolder.of(folder);
    return new DataAccess(folder, real(own, read), real(own, write));
  }

  private static List<Path> real(Path own, List<Path> others) {
    List<Path> all = new ArrayList<>();
    all.add(resolved(own));
    others.forEach(path -> all.add(resolved(path)));
    return all;
  }

  /** Where a path leads, or will lead if it is made: links of the part that exists resolved. */
  public static Path resolved(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path known = absolute; known != null; known = known.getParent()) {
      try {
        return known.toRealPath().resolve(known.relativize(absolute)).normalize();
      } catch (IOException e) {
        // Not there, or not to be entered: try the folder it is in.
        continue;
      }
    }
    return absolute;
  }

  /**
   * The file that a script means, if it is there and may be read.
   *
   * @param written as the script has it
   */
  public DataResult<Path> toRead(String written) {
    return absolute(written)
        .then(path -> {
          Path real = resolved(path);
          if (!inside(real, readable)) {
            return outside(written, "read", "--allow-read");
          }
          return existing(path, written);
        });
  }

  private static DataResult<Path> existing(Path path, String written) {
    try {
      Path real = path.toRealPath();
      Optional<DataProblem> problem = DataFiles.unreadable(real, written);
      return problem.isPresent()
          ? new DataResult.Failed<>(problem.get())
          : new DataResult.Found<>(real);
    } catch (NoSuchFileException e) {
      String hint = similar(path, written).map(s -> "; did you mean `" + s + "`?").orElse(".");
      return failed(Code.TG0701, "The file `" + written + "` does not exist" + hint);
    } catch (IOException e) {
      return failed(
          Code.TG0702, "The file `" + written + "` cannot be read: " + DataFiles.reason(e) + ".");
    }
  }

  /** A path of a file named alike in the same folder, as a script writes it. */
  public Optional<String> similar(String written) {
    return absolute(written) instanceof DataResult.Found<Path>(Path path)
            && inside(resolved(path), readable)
        ? similar(path, written)
        : Optional.empty();
  }

  private static Optional<String> similar(Path path, String written) {
    Path name = path.getFileName();
    if (name == null || path.getParent() == null) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      List<String> names =
          files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()).sorted().toList();
      String before = written.substring(0, written.length() - name.toString().length());
      return written.endsWith(name.toString())
          ? SimilarNames.closest(name.toString(), names).map(found -> before + found)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The file that a script means, if it may be written; it need not exist, but its folder must. */
  public DataResult<Path> toWrite(String written) {
    return absolute(written)
        .then(path -> {
          Path real = resolved(path);
          if (!inside(real, writable)) {
            return outside(written, "write", "--allow-write");
          }
          String problem = unwritable(path, real);
          return problem.isEmpty()
              ? new DataResult.Found<>(real)
              : failed(Code.TG0706, "The file `" + written + "` " + problem + ".");
        });
  }

  private static String unwritable(Path path, Path real) {
    if (Files.isDirectory(real)) {
      return "is a folder";
    }
    if (Files.isSymbolicLink(path) && !Files.exists(real)) {
      return "is a link to a file that does not exist";
    }
    if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      return !Files.isRegularFile(real)
          ? "is not a regular file"
          : Files.isWritable(real) ? "" : "cannot be written: permission denied";
    }
    return Files.isDirectory(real.getParent()) ? "" : "is in a folder that does not exist";
  }

  private DataResult<Path> absolute(String written) {
    try {
      return written.isEmpty()
          ? notAPath(written)
          : new DataResult.Found<>(folder.resolve(written).normalize());
    } catch (InvalidPathException e) {
      return notAPath(written);
    }
  }

  private static boolean inside(Path real, List<Path> roots) {
    return roots.stream().anyMatch(real::startsWith);
  }

  private static DataResult<Path> notAPath(String written) {
    return failed(
        Code.TG0701, "`" + written.replace('\0', '\ufffd') + "` is not a path of a file.");
  }

  private static DataResult<Path> outside(String written, String verb, String option) {
    return failed(
        Code.TG0705,
        "The file `%s` is outside the folder in which the script may %s; `%s=FOLDER` allows another."
            .formatted(written, verb, option));
  }

  private static DataResult<Path> failed(Code code, String message) {
    return new DataResult.Failed<>(new DataProblem(code, message));
  }
}
