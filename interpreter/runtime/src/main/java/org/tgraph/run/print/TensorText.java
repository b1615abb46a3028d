package org.tgraph.run.print;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/**
 * Lays out the elements of a tensor in brackets, in columns, as NumPy does ({@code _formatArray} in
 * {@code numpy/_core/arrayprint.py}); from 1001 elements on, only those at the edges.
 */
final class TensorText {
  private static final int WIDTH = 75;
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;

  private final long[] shape;
  private final boolean brief;
  private final LongFunction<String> element;

  private TensorText(long[] shape, boolean brief, LongFunction<String> element) {
    this.shape = shape;
    this.brief = brief;
    this.element = element;
  }

  /** The text; lines after the first begin in the column where the first one does. */
  static String of(Array array) {
    if (array.rank() == 0) {
      return NumberText.of(array, 0);
    }
    boolean brief = array.size() > THRESHOLD;
    List<Long> visible = visible(array.shape(), brief);
    TensorText text = new TensorText(array.shape(), brief, elements(array, visible));
    return text.all(array.size(), array.type().toString());
  }

  /** The same for text that was read, each in quotes. */
  static String of(long[] shape, List<String> texts) {
    LongFunction<String> quoted = i -> Quote.text(texts.get(Math.toIntExact(i)));
    if (shape.length == 0) {
      return quoted.apply(0);
    }
    boolean brief = texts.size() > THRESHOLD;
    int width =
        visible(shape, brief).stream().mapToInt(i -> quoted.apply(i).length()).max().orElse(0);
    TensorText text = new TensorText(shape, brief, i -> padRight(quoted.apply(i), width));
    return text.all(texts.size(), "str" + Shape.of(shape));
  }

  private String all(long size, String type) {
    if (size == 0) {
      return "[] " + type;
    }
    String text = axis(0, 0, " ", WIDTH);
    return brief ? text + " " + type : text;
  }

  /** The positions of all elements that are shown. */
  private static List<Long> visible(long[] shape, boolean brief) {
    List<Long> positions = new ArrayList<>(List.of(0L));
    for (long size : shape) {
      List<Long> next = new ArrayList<>();
      for (long position : positions) {
        for (long i = 0; i < size; i++) {
          if (brief && size > 2 * EDGE && i == EDGE) {
            i = size - EDGE;
          }
          next.add(position * size + i);
        }
      }
      positions = next;
    }
    return positions;
  }

  private static LongFunction<String> elements(Array array, List<Long> visible) {
    DType type = array.dtype();
    boolean single = NumberText.isSingle(type);
    if (type.isFloat()) {
      double[] values = visible.stream().mapToDouble(array::getDouble).toArray();
      FloatColumn column = new FloatColumn(values, single, false);
      return i -> column.text(array.getDouble(i));
    }
    if (type.isComplex()) {
      double[] res = visible.stream().mapToDouble(array::re).toArray();
      double[] ims = visible.stream().mapToDouble(array::im).toArray();
      FloatColumn re = new FloatColumn(res, single, false);
      FloatColumn im = new FloatColumn(ims, single, true);
      return i -> re.text(array.re(i)) + imaginary(im.text(array.im(i)));
    }
    int width = visible.stream().mapToInt(i -> NumberText.of(array, i).length()).max().orElse(0);
    return i -> padLeft(NumberText.of(array, i), width);
  }

  /** The j stands at the number, before what pads it. */
  private static String imaginary(String text) {
    String number = text.stripTrailing();
    return number + "j" + text.substring(number.length());
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  /** The part of the tensor at {@code position} of the first {@code axis} axes. */
  private String axis(int axis, long position, String indent, int width) {
    if (axis == shape.length) {
      return element.apply(position);
    }
    long size = shape[axis];
    boolean dots = brief && size > 2 * EDGE;
    List<String> words = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      if (dots && i == EDGE) {
        words.add("...");
        i = size - EDGE;
      }
      words.add(axis(axis + 1, position * size + i, indent + " ", width - 1));
    }
    String text =
        axis == shape.length - 1
            ? row(words, indent, width - 1)
            : indent + String.join("\n".repeat(shape.length - 1 - axis) + indent, words);
    return "[" + text.substring(indent.length()) + "]";
  }

  /** The words on as few lines as hold them. */
  private static String row(List<String> words, String indent, int width) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < words.size(); i++) {
      if (line.length() > indent.length() && line.length() + words.get(i).length() > width) {
        lines.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
        line.append(indent);
      }
      line.append(words.get(i)).append(i < words.size() - 1 ? " " : "");
    }
    return lines.append(line).toString();
  }
}
