package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Sites of models inside of models: {@code school.mu} is the field {@code mu} of a record. */
final class DottedNames {
  private DottedNames() {}

  /** The name of a site in the model that states it. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * What stands under the names, with a record for each part before a dot, where its first field
   * stands.
   *
   * @param record makes a field of fields
   */
  static <T> Map<String, T> nested(Map<String, T> flat, Function<Map<String, T>, T> record) {
    Map<String, Map<String, T>> inside = new LinkedHashMap<>();
    for (Map.Entry<String, T> field : flat.entrySet()) {
      String name = field.getKey();
      int dot = name.indexOf('.');
      inside
          .computeIfAbsent(dot < 0 ? name : name.substring(0, dot), n -> new LinkedHashMap<>())
          .put(name.substring(dot + 1), field.getValue());
    }
    Map<String, T> fields = new LinkedHashMap<>();
    inside.forEach((name, parts) ->
        fields.put(
            name, flat.containsKey(name) ? flat.get(name) : record.apply(nested(parts, record))));
    return fields;
  }
}
