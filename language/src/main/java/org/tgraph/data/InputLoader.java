package org.tgraph.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.InputFile.TextQuery;
import org.tgraph.program.TextInput;
import org.tgraph.type.DType;

/** Reads what a script's {@code input} takes from a file. */
public final class InputLoader {
  private InputLoader() {}

  /**
   * Of each leaf and each question about text, its array; and the texts that are shown. The element
   * types are those declared; that the shapes are, is for whoever asks to check.
   */
  public record Loaded(Map<Value, Array> values, Map<TextInput, DataValue.Text> texts) {}

  /**
   * @param path of a file that may be read
   * @param shown the file as messages name it
   */
  public static DataResult<Loaded> load(InputFile input, Path path, String shown) {
    List<Wanted> wanted = new ArrayList<>();
    for (InputFile.Leaf leaf : input.leaves()) {
      wanted.add(Wanted.numbers(leaf.value().type().dtype(), leaf.path().toArray(new String[0])));
    }
    Map<TextInput, Integer> places = new IdentityHashMap<>();
    for (TextQuery query : input.queries()) {
      if (!places.containsKey(query.text())) {
        places.put(query.text(), wanted.size());
        wanted.add(Wanted.text(query.text().path().toArray(new String[0])));
      }
    }
    return DataFiles.read(path, shown, wanted)
        .then(found -> new DataResult.Found<>(answer(input, found, places)));
  }

  private static Loaded answer(
      InputFile input, List<DataValue> found, Map<TextInput, Integer> places) {
    Map<Value, Array> values = new IdentityHashMap<>();
    for (int i = 0; i < input.leaves().size(); i++) {
      values.put(input.leaves().get(i).value(), ((DataValue.Numbers) found.get(i)).array());
    }
    Map<TextInput, DataValue.Text> texts = new IdentityHashMap<>();
    places.forEach((text, place) -> texts.put(text, (DataValue.Text) found.get(place)));
    for (TextQuery query : input.queries()) {
      DataValue.Text text = texts.get(query.text());
      switch (query) {
        case TextQuery.Read read -> {}
        case TextQuery.Equals equal -> values.put(equal.result(), equal(text, equal.literal()));
        case TextQuery.Codes codes -> values.put(codes.result(), codes(text));
      }
    }
    return new Loaded(values, texts);
  }

  /** A {@code bool} for each text. */
  public static Array equal(DataValue.Text text, String literal) {
    Array result = Array.zeros(DType.BOOL, text.shape());
    for (int i = 0; i < text.texts().size(); i++) {
      result.set(i, text.texts().get(i).equals(literal) ? 1 : 0);
    }
    return result;
  }

  /** For each text its place among the different ones, in the order of their UTF-16 code units. */
  public static Array codes(DataValue.Text text) {
    List<String> different = List.copyOf(new TreeSet<>(text.texts()));
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < different.size(); i++) {
      places.put(different.get(i), i);
    }
    Array result = Array.zeros(DType.I64, text.shape());
    for (int i = 0; i < text.texts().size(); i++) {
      result.set(i, (long) places.get(text.texts().get(i)));
    }
    return result;
  }
}
