package org.tgraph.prelude;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;

/**
 * Other subscripts of an {@code einsum}, which may be what was meant.
 *
 * @param written where the subscripts stand
 * @param inputs those of the operands
 * @param output those of the result; nothing if they are not written
 */
record EinsumFixes(Span written, List<String> inputs, Optional<String> output) {
  private static final int ALPHABET = 26;

  private Optional<Fix> fix(List<String> otherInputs, Optional<String> otherOutput) {
    String text =
        "\"" + String.join(",", otherInputs) + otherOutput.map(o -> "->" + o).orElse("") + "\"";
    return written.text().startsWith("\"")
        ? Optional.of(Fix.replace("write `" + text + "`", written, text))
        : Optional.empty();
  }

  private List<String> with(int operand, String letters) {
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> i == operand ? letters : inputs.get(i))
        .toList();
  }

  /** Letters for the first axes of an operand, which the result has too. */
  Optional<Fix> furtherAxes(int operand, int missing) {
    String all = String.join("", inputs);
    String free =
        IntStream.range(0, ALPHABET)
            .mapToObj(i -> String.valueOf((char) ('a' + i)))
            .filter(c -> !all.contains(c))
            .limit(Math.max(0, missing))
            .collect(Collectors.joining());
    return free.length() == missing && missing > 0
        ? fix(with(operand, free + inputs.get(operand)), output.map(o -> free + o))
        : Optional.empty();
  }

  /** The one letter that only one operand has and the result lacks, for one that no operand has. */
  Optional<Fix> otherLetter(char unknown) {
    String all = String.join("", inputs);
    String result = output.orElse("");
    List<Integer> lacking =
        all.chars()
            .filter(Character::isLetter)
            .filter(c -> all.indexOf(c) == all.lastIndexOf(c) && result.indexOf(c) < 0)
            .boxed()
            .toList();
    return lacking.size() == 1
        ? fix(inputs, Optional.of(result.replace(unknown, (char) lacking.get(0).intValue())))
        : Optional.empty();
  }

  /** The letters of a matrix exchanged. */
  Optional<Fix> exchanged(int operand) {
    String letters = inputs.get(operand);
    return letters.length() == 2 && letters.charAt(0) != letters.charAt(1)
        ? fix(with(operand, new StringBuilder(letters).reverse().toString()), output)
        : Optional.empty();
  }
}
