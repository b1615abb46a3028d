package org.tgraph.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.diagnostic.Code;

/**
 * Records in archives that know only names: the field {@code w} of the record {@code layer} is the
 * array {@code layer.w}.
 */
final class DottedNames {
  private DottedNames() {}

  /**
   * The record that the names describe. Names stay as they are where taking them apart would give
   * one place to two arrays, or a field without a name.
   */
  static DataNode nest(Map<String, DataNode> flat) {
    for (String name : flat.keySet()) {
      boolean nameless = List.of(name.split("\\.", -1)).contains("");
      for (int dot = name.indexOf('.'); dot >= 0 || nameless; dot = name.indexOf('.', dot + 1)) {
        if (nameless || flat.containsKey(name.substring(0, dot))) {
          return new DataNode.Fields(flat);
        }
      }
    }
    return nested(flat);
  }

  private static DataNode nested(Map<String, DataNode> flat) {
    Map<String, DataNode> fields = new LinkedHashMap<>();
    Map<String, Map<String, DataNode>> inner = new LinkedHashMap<>();
    flat.forEach((name, node) -> {
      int dot = name.indexOf('.');
      String first = dot < 0 ? name : name.substring(0, dot);
      fields.put(first, node);
      if (dot >= 0) {
        inner.computeIfAbsent(first, f -> new LinkedHashMap<>()).put(name.substring(dot + 1), node);
      }
    });
    inner.forEach((name, under) -> fields.put(name, nested(under)));
    return new DataNode.Fields(fields);
  }

  /** The array at a path; with an empty path, the only one. */
  static String find(Wanted wanted, Set<String> names, DataSource file) throws BadData {
    if (wanted.path().isEmpty()) {
      if (names.size() != 1) {
        throw file.mismatch("holds " + names.size() + " arrays, not one");
      }
      return names.iterator().next();
    }
    String name = wanted.dotted();
    if (!names.contains(name)) {
      throw file.mismatch("has no array `" + name + "`" + SimilarNames.hint(name, names));
    }
    return name;
  }

  /**
   * @param only the name of a value that is not a record
   */
  static Map<String, DataValue> flatten(DataValue value, String only, DataSource file)
      throws BadData {
    Map<String, DataValue> flat = new LinkedHashMap<>();
    if (value instanceof DataValue.Fields fields) {
      collect(fields, new ArrayList<>(), flat, file);
    } else {
      flat.put(only, value);
    }
    return flat;
  }

  private static void collect(
      DataValue.Fields record, List<String> path, Map<String, DataValue> flat, DataSource file)
      throws BadData {
    for (Map.Entry<String, DataValue> field : record.fields().entrySet()) {
      path.add(field.getKey());
      if (field.getValue() instanceof DataValue.Fields inner) {
        collect(inner, path, flat, file);
      } else if (flat.put(String.join(".", path), field.getValue()) != null) {
        throw file.bad(Code.TG0706, "would hold two arrays named `" + String.join(".", path) + "`");
      }
      path.removeLast();
    }
  }
}
