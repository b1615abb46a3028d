package org.tgraph.testing;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Records as nested text, without their spans: two trees with the same text mean the same. */
public final class TreeText {
  private static final int WIDTH = 100;

  private TreeText() {}

  /** On one line, for comparing. */
  public static String compact(Object tree) {
    return flat(tree);
  }

  public static String of(Object tree) {
    return layOut(tree, "");
  }

  private static String layOut(Object value, String indent) {
    String flat = flat(value);
    if (flat.length() + indent.length() <= WIDTH) {
      return flat;
    }
    String deeper = indent + "  ";
    StringBuilder text = new StringBuilder(head(value));
    for (Object part : parts(value)) {
      text.append('\n').append(deeper).append(layOut(part, deeper));
    }
    return text.toString();
  }

  private static String flat(Object value) {
    List<Object> parts = parts(value);
    if (parts.isEmpty()) {
      return head(value);
    }
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(flat(part));
    }
    boolean list = value instanceof List<?>;
    return list
        ? "[" + String.join(", ", texts) + "]"
        : head(value) + "(" + String.join(", ", texts) + ")";
  }

  private static String head(Object value) {
    return switch (value) {
      case List<?> list -> list.isEmpty() ? "[]" : "list";
      case String text -> "\"" + text.replace("\n", "\\n") + "\"";
      case Record record -> record.getClass().getSimpleName();
      default -> value.toString();
    };
  }

  private static List<Object> parts(Object value) {
    List<Object> parts = new ArrayList<>();
    if (value instanceof List<?> list) {
      parts.addAll(list);
    } else if (value instanceof Record record) {
      for (Method accessor : ACCESSORS.get(record.getClass())) {
        Object part = read(record, accessor);
        if (part instanceof Optional<?> optional) {
          optional.ifPresentOrElse(parts::add, () -> parts.add(Missing.NONE));
        } else if (!(part instanceof Span) && !(part instanceof Source)) {
          parts.add(part);
        }
      }
    }
    return parts;
  }

  private enum Missing {
    NONE;

    @Override
    public String toString() {
      return "-";
    }
  }

  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents())
              .map(RecordComponent::getAccessor)
              .peek(accessor -> accessor.setAccessible(true))
              .toList();
        }
      };

  private static Object read(Record record, Method accessor) {
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
