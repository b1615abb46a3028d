package org.tgraph.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.type.DType;

/** Finds the shapes and element types in a JSON file, keeping none of its numbers. */
final class JsonShapes {
  private static final int DEEPEST = 64;

  private final JsonParser json;
  private final DataSource file;
  private final NumberText number = new NumberText();

  /** The fields that lead to where the parser is. */
  private final List<String> path = new ArrayList<>();

  JsonShapes(JsonParser json, DataSource file) {
    this.json = json;
    this.file = file;
  }

  DataNode file() throws IOException, BadData {
    if (json.nextToken() == null) {
      throw file.corrupt("is empty");
    }
    DataNode node = node();
    if (json.nextToken() != null) {
      throw file.corrupt("goes on after its end in row " + json.currentTokenLocation().getLineNr());
    }
    return node;
  }

  private DataNode node() throws IOException, BadData {
    return json.currentToken() == JsonToken.START_OBJECT ? object() : new Tensor().node();
  }

  private DataNode object() throws IOException, BadData {
    if (path.size() >= DEEPEST) {
      throw file.corrupt("is nested too deeply");
    }
    Map<String, DataNode> fields = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      path.add(name);
      json.nextToken();
      if (fields.put(name, node()) != null) {
        throw file.corrupt("has `" + String.join(".", path) + "` twice");
      }
      path.removeLast();
    }
    return new DataNode.Fields(fields);
  }

  /** Nested arrays whose lengths and elements must agree. */
  private final class Tensor {
    private final List<Long> sizes = new ArrayList<>();
    private final long[] index = new long[DEEPEST];

    /** How many arrays lead to an element; -1 as long as none was seen. */
    private int rank = -1;

    private boolean bool;
    private boolean number;
    private boolean real;
    private boolean text;

    /** {@code "nan"} and the like, a number or a text as the others are. */
    private boolean special;

    DataNode node() throws IOException, BadData {
      item(0);
      long[] shape = sizes.stream().mapToLong(Long::longValue).toArray();
      if (text) {
        return new DataNode.Text(shape);
      }
      boolean whole = number && !real && !special;
      return new DataNode.Numbers(bool ? DType.BOOL : whole ? DType.I64 : DType.F64, false, shape);
    }

    private void item(int depth) throws IOException, BadData {
      JsonToken token = json.currentToken();
      if (token != JsonToken.START_ARRAY) {
        if (token == JsonToken.START_OBJECT) {
          throw file.corrupt("has an object in an array at `" + at(depth) + "`");
        }
        if (sizes.size() > depth || (rank >= 0 && rank != depth)) {
          throw ragged(depth);
        }
        rank = depth;
        element(token, depth);
        return;
      }
      if (depth >= DEEPEST) {
        throw file.corrupt("is nested too deeply");
      }
      if (rank >= 0 && depth >= rank) {
        throw ragged(depth);
      }
      boolean first = sizes.size() == depth;
      if (first) {
        sizes.add(-1L);
      }
      long count = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        index[depth] = count;
        item(depth + 1);
        count++;
      }
      if (sizes.get(depth) < 0) {
        sizes.set(depth, count);
      } else if (sizes.get(depth) != count) {
        throw file.corrupt(
            "has %d %s at `%s`, but %d in the arrays before"
                .formatted(count, count == 1 ? "item" : "items", at(depth), sizes.get(depth)));
      }
    }

    private void element(JsonToken token, int depth) throws IOException, BadData {
      switch (token) {
        case VALUE_TRUE, VALUE_FALSE -> bool = true;
        case VALUE_NULL -> real = number = true;
        case VALUE_STRING -> {
          NumberText.Form form = form();
          special |= form == NumberText.Form.SPECIAL;
          text |= form != NumberText.Form.SPECIAL;
        }
        default -> {
          number = true;
          real |= form() != NumberText.Form.WHOLE;
        }
      }
      if ((bool && (number || special)) || (text && (bool || number))) {
        throw file.corrupt("mixes numbers, truth values or texts at `" + at(depth) + "`");
      }
    }

    private NumberText.Form form() throws IOException {
      return JsonShapes.this.number.form(
          json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private BadData ragged(int depth) {
      return file.corrupt("is ragged at `" + at(depth) + "`: some items are arrays, others not");
    }

    private String at(int depth) {
      return place(path, Arrays.copyOf(index, depth));
    }
  }

  /** {@code beta[2][0]}, as a message names a place. */
  static String place(List<String> path, long[] index) {
    StringBuilder out = new StringBuilder(String.join(".", path));
    for (long i : index) {
      out.append('[').append(i).append(']');
    }
    return out.isEmpty() ? "the top" : out.toString();
  }
}
