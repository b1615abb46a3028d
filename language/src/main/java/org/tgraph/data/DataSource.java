package org.tgraph.data;

import java.nio.file.Path;
import org.tgraph.diagnostic.Code;

/**
 * A file, or an array in one, as messages name it.
 *
 * @param subject how a sentence about it begins: {@code The file `x.npy`}
 */
record DataSource(Path path, String shown, String subject) {
  DataSource(Path path, String shown) {
    this(path, shown, "The file `" + shown + "`");
  }

  /** An array in it. */
  DataSource part(String name) {
    return new DataSource(path, shown, "The array `" + name + "` of the file `" + shown + "`");
  }

  /**
   * @param rest of the sentence, without its full stop
   */
  BadData bad(Code code, String rest) {
    return new BadData(code, subject + " " + rest + ".");
  }

  /** Not what its format demands. */
  BadData corrupt(String rest) {
    return bad(Code.TG0702, rest);
  }

  /**
   * @param found in words, a type in backticks
   */
  BadData unlike(String found, String wantedType) {
    return mismatch("holds " + found + ", which cannot be read as `" + wantedType + "`");
  }

  /** Sound, but not what is wanted of it. */
  BadData mismatch(String rest) {
    return bad(Code.TG0703, rest);
  }
}
