package org.tgraph.program;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * {@code input name: type = read("path")}: what of a file becomes an input of the computation. The
 * size variables in the types of its leaves are found from the shapes in the file, and must agree.
 *
 * @param path as written, relative to the script's folder
 */
public record InputFile(
    String name, Span span, String path, List<Leaf> leaves, List<TextQuery> queries) {
  public InputFile {
    leaves = List.copyOf(leaves);
    queries = List.copyOf(queries);
  }

  /**
   * @param path the fields that lead to it in the file: a column, an array; empty for the whole
   *     file
   * @param value the input of the computation; its type directs the reading
   */
  public record Leaf(List<String> path, Value value) {}

  /** A question about text, answered while the file is read. */
  public sealed interface TextQuery {
    TextInput text();

    /** Only reads it, to be shown. */
    record Read(TextInput text) implements TextQuery {}

    /** {@code column == "literal"}: {@code result} is a {@code bool} tensor of the text's shape. */
    record Equals(TextInput text, String literal, Value result) implements TextQuery {}

    /**
     * {@code codes(column)}: {@code result} is {@code i64}, for each text its place among the
     * different texts in the order of their UTF-16 code units, from 0.
     */
    record Codes(TextInput text, Value result) implements TextQuery {}
  }
}
