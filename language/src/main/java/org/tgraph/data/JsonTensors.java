package org.tgraph.data;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;

/** Reads tensors whose shapes were found by {@link JsonShapes}. */
final class JsonTensors {
  private final JsonParser json;
  private final DataSource file;
  private final NumberText number = new NumberText();
  private final List<Target> targets = new ArrayList<>();
  private final Map<List<String>, List<Target>> byPath = new HashMap<>();
  private final List<String> path = new ArrayList<>();

  /** What is filled; {@code array} is null for text. */
  private static final class Target {
    private final long[] shape;
    private final long size;
    private final Array array;
    private final List<String> texts = new ArrayList<>();
    private long count;

    Target(Wanted wanted, long[] shape) {
      this.shape = shape;
      this.size = Array.count(shape);
      this.array = wanted.dtype().map(dtype -> Array.zeros(dtype, shape)).orElse(null);
    }

    DataValue value() {
      return array == null ? new DataValue.Text(texts, shape) : new DataValue.Numbers(array);
    }
  }

  /**
   * @param content of the whole file
   */
  JsonTensors(JsonParser json, DataSource file, DataNode content, List<Wanted> wanted)
      throws BadData {
    this.json = json;
    this.file = file;
    for (Wanted one : wanted) {
      Target target = new Target(one, shape(content, one));
      targets.add(target);
      byPath.computeIfAbsent(one.path(), p -> new ArrayList<>()).add(target);
    }
  }

  private long[] shape(DataNode content, Wanted wanted) throws BadData {
    DataNode node = content;
    for (String name : wanted.path()) {
      Map<String, DataNode> fields =
          node instanceof DataNode.Fields record ? record.fields() : Map.of();
      node = fields.get(name);
      if (node == null) {
        String hint = SimilarNames.hint(name, fields.keySet());
        throw file.mismatch("has no field `" + wanted.dotted() + "`" + hint);
      }
    }
    String name = wanted.path().isEmpty() ? "" : " in `" + wanted.dotted() + "`";
    return switch (node) {
      case DataNode.Numbers numbers -> {
        if (wanted.dtype().isPresent() && !Widening.readable(numbers, wanted.dtype().get())) {
          throw file.unlike("`" + numbers.dtype() + "`" + name, wanted.typeName());
        }
        yield numbers.shape();
      }
      case DataNode.Text(var shape) -> {
        if (wanted.dtype().isPresent()) {
          throw file.unlike("text" + name, wanted.typeName());
        }
        yield shape;
      }
      case DataNode.Fields fields -> throw file.unlike("a record" + name, wanted.typeName());
    };
  }

  List<DataValue> values() throws IOException, BadData {
    json.nextToken();
    node();
    for (Target target : targets) {
      if (target.count != target.size) {
        throw changed();
      }
    }
    return targets.stream().map(Target::value).toList();
  }

  private BadData changed() {
    return file.corrupt("was changed while it was read");
  }

  private void node() throws IOException, BadData {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        path.add(json.currentName());
        json.nextToken();
        node();
        path.removeLast();
      }
      return;
    }
    List<Target> here = byPath.get(path);
    if (here == null) {
      json.skipChildren();
      return;
    }
    int open = 0;
    do {
      JsonToken token = json.currentToken();
      if (token == null || token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      } else {
        for (Target target : here) {
          element(token, target);
        }
      }
    } while (open > 0 && json.nextToken() != null);
  }

  private void element(JsonToken token, Target target) throws IOException, BadData {
    if (target.count >= target.size) {
      throw changed();
    }
    boolean missing = token == JsonToken.VALUE_NULL;
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    int length = json.getTextLength();
    long at = target.count++;
    if (target.array == null) {
      if (token != JsonToken.VALUE_STRING) {
        throw file.mismatch("has a number at `" + place(target, at) + "`, which is not text");
      }
      target.texts.add(new String(text, offset, length));
      return;
    }
    NumberText.Stored stored = number.store(text, offset, missing ? 0 : length, target.array, at);
    if (stored != NumberText.Stored.DONE) {
      throw file.mismatch(
          "has `%s` at `%s`, %s"
              .formatted(
                  Quoted.of(text, offset, length),
                  place(target, at),
                  NumberText.why(stored, target.array.dtype())));
    }
  }

  private String place(Target target, long at) {
    long[] index = new long[target.shape.length];
    long rest = at;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % target.shape[axis];
      rest /= target.shape[axis];
    }
    return JsonShapes.place(path, index);
  }
}
